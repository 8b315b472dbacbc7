"""A report's text -> proposals, each with the words it rests on -> a draft that people confirm."""
