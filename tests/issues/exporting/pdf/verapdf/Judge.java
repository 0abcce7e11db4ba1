import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.validators.ValidatorConfig;
import org.verapdf.pdfa.validation.validators.ValidatorConfigBuilder;

/** Judge FLAVOUR,FLAVOUR FILE...: a line "checked" for each file and flavour, and one for each assertion that failed. */
public class Judge {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int file = 1; file < arguments.length; file++) {
            for (String flavour : arguments[0].split(",")) {
                judge(arguments[file], PDFAFlavour.fromString(flavour));
            }
        }
    }

    private static void judge(String file, PDFAFlavour flavour) throws Exception {
        ValidatorConfig config =
                new ValidatorConfigBuilder().flavour(flavour).recordPasses(false).maxFails(-1).build();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(config, flavour)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    tell(file, flavour, assertion.getRuleId().getClause() + ": " + assertion.getMessage());
                }
            }
            tell(file, flavour, "checked");
        }
    }

    private static void tell(String file, PDFAFlavour flavour, String text) {
        System.out.println(String.join("\t", file, flavour.getId(), text.replaceAll("\\s+", " ")));
    }
}
