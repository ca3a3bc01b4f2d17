package sesevents.prompt;

import io.trino.grammar.sql.SqlKeywords;
import io.trino.metastore.type.StructTypeInfo;
import io.trino.metastore.type.TypeInfoUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import sesevents.sql.HiveTable.Column;

/** Completes the word at the cursor: tables and views, their columns, words of SQL. */
final class NameCompleter implements Completer {
    private static final Set<String> BEFORE_RELATIONS = Set.of("from", "join", "describe");

    private final List<Relation> relations;

    NameCompleter(List<Relation> relations) {
        this.relations = relations;
    }

    @Override
    public void complete(LineReader reader, ParsedLine parsed, List<Candidate> candidates) {
        PromptLine line = PromptLine.of(parsed.line(), parsed.cursor());
        if (!line.path().isEmpty()) {
            candidates.addAll(candidates(fieldsOrColumns(line)));
            return;
        }
        for (Relation relation : relations) {
            candidates.add(candidate(relation.name(), "tables and views", relation.description()));
        }
        if (line.before().isEmpty() || !BEFORE_RELATIONS.contains(lower(line.before().getLast()))) {
            candidates.addAll(candidates(columnsInReach(line)));
            for (String word : SqlKeywords.sqlKeywords()) {
                candidates.add(candidate(lower(word), "SQL", ""));
            }
        }
    }

    /** What can follow a dot: the fields of a struct, or the columns behind an alias. */
    private List<Column> fieldsOrColumns(PromptLine line) {
        List<Column> columns = columnsInReach(line);
        List<Column> found = columns;
        for (String name : line.path()) {
            List<Column> fields =
                    found.stream()
                            .filter(column -> column.name().equals(lower(name)))
                            .flatMap(column -> fields(column.type()).stream())
                            .toList();
            found = fields.isEmpty() ? columns : fields;
        }
        return found;
    }

    /** The fields of a Hive struct; none of any other type. */
    private static List<Column> fields(String type) {
        List<Column> fields = new ArrayList<>();
        if (!type.isEmpty()
                && TypeInfoUtils.getTypeInfoFromTypeString(type) instanceof StructTypeInfo struct) {
            for (int i = 0; i < struct.getAllStructFieldNames().size(); i++) {
                String fieldType = struct.getAllStructFieldTypeInfos().get(i).getTypeName();
                fields.add(new Column(struct.getAllStructFieldNames().get(i), fieldType, ""));
            }
        }
        return fields;
    }

    /** The columns of the relations that the statement names, or of all if it names none. */
    private List<Column> columnsInReach(PromptLine line) {
        List<String> names = line.names().stream().map(NameCompleter::lower).toList();
        List<Relation> named = relations.stream().filter(r -> names.contains(r.name())).toList();
        return (named.isEmpty() ? relations : named)
                .stream().flatMap(relation -> relation.columns().stream()).toList();
    }

    private static List<Candidate> candidates(List<Column> columns) {
        Map<String, Candidate> byName = new LinkedHashMap<>();
        for (Column column : columns) {
            byName.putIfAbsent(
                    column.name(), candidate(column.name(), "columns", column.comment()));
        }
        return List.copyOf(byName.values());
    }

    private static Candidate candidate(String name, String group, String description) {
        return new Candidate(
                name, name, group, description.isEmpty() ? null : description, null, null, false);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
