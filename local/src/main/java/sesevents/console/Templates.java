package sesevents.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import sesevents.text.Visible;

/** Fills the templates of src/main/jte, which are compiled to classes of this package. */
final class Templates {
    private static final TemplateEngine ENGINE =
            TemplateEngine.createPrecompiled(
                    null, ContentType.Html, null, Templates.class.getPackageName());

    private Templates() {}

    static String page(String name, Object model) {
        StringOutput page = new StringOutput();
        ENGINE.render(name + ".jte", model, new VisibleOutput(page));
        return page.toString();
    }

    /**
     * Shows invisible characters in all text. An attribute keeps them, because a link and a form
     * send it back.
     */
    private static final class VisibleOutput extends OwaspHtmlTemplateOutput {
        private boolean isAttribute;

        VisibleOutput(StringOutput page) {
            super(page);
        }

        @Override
        public void setContext(String tag, String attribute) {
            isAttribute = attribute != null;
            super.setContext(tag, attribute);
        }

        @Override
        public void writeUserContent(String text) {
            super.writeUserContent(isAttribute || text == null ? text : Visible.line(text));
        }
    }
}
