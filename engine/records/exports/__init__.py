"""An attempt as something to hand on: a page, a text, data, statements, a picture."""
