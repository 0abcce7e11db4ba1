"""审阅: the complete issue as readers will see it, with its changes and the verdict and comments of each entry."""
