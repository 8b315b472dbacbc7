"""From a file or a page to the text of a report: HTML, Markdown, .docx, .odt, PDF, plain text."""
