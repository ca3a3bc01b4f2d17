package sesevents.prompt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import sesevents.prompt.Relation.Column;

/** Offers what can stand at the cursor: tables and views, their columns, words of SQL. */
final class NameCompleter implements Completer {
    private static final Set<String> BEFORE_RELATIONS = Set.of("from", "join", "describe");
    private static final List<String> WORDS =
            List.of(
                    "and",
                    "as",
                    "asc",
                    "between",
                    "by",
                    "case",
                    "cast",
                    "count",
                    "cross",
                    "current_date",
                    "date",
                    "desc",
                    "describe",
                    "distinct",
                    "else",
                    "end",
                    "exists",
                    "explain",
                    "filter",
                    "from",
                    "group",
                    "having",
                    "in",
                    "interval",
                    "is",
                    "join",
                    "left",
                    "like",
                    "limit",
                    "max",
                    "min",
                    "not",
                    "null",
                    "on",
                    "or",
                    "order",
                    "over",
                    "partition",
                    "select",
                    "show",
                    "tables",
                    "then",
                    "timestamp",
                    "union",
                    "unnest",
                    "using",
                    "when",
                    "where",
                    "with");

    private final List<Relation> relations;

    NameCompleter(List<Relation> relations) {
        this.relations = relations;
    }

    @Override
    public void complete(LineReader reader, ParsedLine parsed, List<Candidate> candidates) {
        PromptLine line = PromptLine.of(parsed.line(), parsed.cursor());
        if (!line.path().isEmpty()) {
            candidates.addAll(columns(fieldsOrColumns(line)));
            return;
        }
        candidates.addAll(relations.stream().map(NameCompleter::candidate).toList());
        if (line.before().isEmpty() || !BEFORE_RELATIONS.contains(lower(line.before().getLast()))) {
            candidates.addAll(columns(columnsInReach(line)));
            candidates.addAll(WORDS.stream().map(word -> candidate(word, "SQL", "")).toList());
        }
    }

    /** Behind a dot: the fields of a column, or what a table or its alias may have. */
    private List<Column> fieldsOrColumns(PromptLine line) {
        List<Column> columns = columnsInReach(line);
        List<Column> found = columns;
        for (String name : line.path()) {
            List<Column> fields = fields(found, name);
            found = fields.isEmpty() ? columns : fields;
        }
        return found;
    }

    private static List<Column> fields(List<Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equals(lower(name)))
                .flatMap(column -> column.fields().stream())
                .toList();
    }

    /** Of the relations that the statement names anywhere; of all while it names none. */
    private List<Column> columnsInReach(PromptLine line) {
        List<String> names = line.names().stream().map(NameCompleter::lower).toList();
        List<Relation> named = relations.stream().filter(r -> names.contains(r.name())).toList();
        return (named.isEmpty() ? relations : named)
                .stream().flatMap(relation -> relation.columns().stream()).toList();
    }

    private static List<Candidate> columns(List<Column> columns) {
        Map<String, Candidate> byName = new LinkedHashMap<>();
        for (Column column : columns) {
            byName.putIfAbsent(
                    column.name(), candidate(column.name(), "columns", column.comment()));
        }
        return List.copyOf(byName.values());
    }

    private static Candidate candidate(Relation relation) {
        return candidate(relation.name(), "tables and views", relation.description());
    }

    private static Candidate candidate(String name, String group, String description) {
        return new Candidate(
                name, name, group, description.isEmpty() ? null : description, null, null, false);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
