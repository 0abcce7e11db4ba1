"""The structure of the printed issue, for people who listen to it or reflow it on a small screen.

Stock WeasyPrint cuts every paragraph, list and table at the page break, nests links in links and takes no notice of
row spans. We write the structure tree ourselves, from the boxes that it laid out: `tree` builds it, `headers`,
`lists` and `links` complete it, `writing` turns it into PDF objects. `marking` and `artifacts` say what is content.
"""
