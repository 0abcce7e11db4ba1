/* Rules of `deno lint`: what Chrome 109, the oldest browser in use, cannot run, and what is newer than ES2020. */

/* Chrome that came with it, from MDN's compatibility tables. */
const NEWER_METHODS = new Map([
  ["toReversed", 110],
  ["toSorted", 110],
  ["toSpliced", 110],
  ["isWellFormed", 111],
  ["startViewTransition", 111],
  ["toWellFormed", 111],
  ["hidePopover", 114],
  ["showPopover", 114],
  ["togglePopover", 114],
  ["groupBy", 117],
  ["withResolvers", 119],
  ["canParse", 120],
  ["fromAsync", 121],
  ["difference", 122],
  ["intersection", 122],
  ["isDisjointFrom", 122],
  ["isSubsetOf", 122],
  ["isSupersetOf", 122],
  ["symmetricDifference", 122],
  ["union", 122],
  ["getHTML", 124],
  ["setHTMLUnsafe", 124],
  ["moveBefore", 133],
  ["requestClose", 134],
]);

const es2020 = {
  create(context) {
    const report = (name) => (node) => context.report({ node, message: `${name} is newer than ES2020` });
    return {
      "AssignmentExpression[operator=/^(&&|\\|\\||\\?\\?)=$/]": report("Logical assignment"),
      "PrivateIdentifier": report("A private name"),
      "PropertyDefinition": report("A class field"),
      "StaticBlock": report("A static block"),
      "Literal"(node) {
        if (typeof node.value === "number" && node.raw.includes("_")) report("A numeric separator")(node);
        if (node.regex && /[dv]/.test(node.regex.flags)) report(`The flag ${node.regex.flags}`)(node);
      },
      "AwaitExpression, ForOfStatement[await=true]"(node) {
        const isInFunction = context.sourceCode.getAncestors(node).some(({ type }) => type.includes("Function"));
        if (!isInFunction) report("await outside a function")(node);
      },
    };
  },
};

const methods = {
  create(context) {
    return {
      "CallExpression > MemberExpression[computed=false]"({ property }) {
        const version = NEWER_METHODS.get(property.name);
        if (version) {
          context.report({ node: property, message: `${property.name}() needs Chrome ${version}` });
        }
      },
    };
  },
};

export default { name: "oldest-browser", rules: { es2020, methods } };
