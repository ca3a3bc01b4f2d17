package sesevents.catalog;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes readable YAML: block style, no anchors, and texts of several lines as literals. */
final class BlockYaml {
    private BlockYaml() {}

    static String of(Object tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        return new Yaml(new LiteralText(options), options).dump(tree);
    }

    private static final class LiteralText extends Representer {
        LiteralText(DumperOptions options) {
            super(options);
        }

        @Override
        protected Node representScalar(Tag tag, String text, DumperOptions.ScalarStyle style) {
            boolean isLong = text.contains("\n");
            return super.representScalar(
                    tag, text, isLong ? DumperOptions.ScalarStyle.LITERAL : style);
        }
    }
}
