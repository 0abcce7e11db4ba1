"""Model fields, their form fields, and what people paste into them."""
