package sesevents.engine;

import io.trino.spi.type.ArrayType;
import io.trino.spi.type.MapType;
import io.trino.spi.type.RowType;
import io.trino.spi.type.SqlTimestamp;
import io.trino.spi.type.Type;
import io.trino.testing.MaterializedResult;
import io.trino.testing.MaterializedRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a query answers: column names, Trino types, and rows of null, Boolean, Number, String, List
 * and Map; a row value is a Map from field to value, a date or time the text that Athena prints.
 */
public record Rows(List<String> columns, List<String> types, List<List<Object>> values) {
    // Iceberg's times have six digits behind the point, those of SES three.
    private static final int MILLISECONDS = 3;

    static Rows of(MaterializedResult result) {
        if (result.getUpdateType().isPresent()) {
            return new Rows(List.of(), List.of(), List.of());
        }
        List<Type> types = result.getTypes();
        List<List<Object>> values = new ArrayList<>();
        for (MaterializedRow row : result.getMaterializedRows()) {
            List<Object> cells = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                cells.add(plain(types.get(i), row.getField(i)));
            }
            values.add(cells);
        }
        return new Rows(
                result.getColumnNames(), types.stream().map(Type::getDisplayName).toList(), values);
    }

    private static Object plain(Type type, Object value) {
        return switch (value) {
            case null -> null;
            case Boolean _, Number _ -> value;
            case List<?> list when type instanceof ArrayType array ->
                    list.stream().map(item -> plain(array.getElementType(), item)).toList();
            case List<?> fields when type instanceof RowType row -> fields(row, fields);
            case MaterializedRow fields when type instanceof RowType row ->
                    fields(row, fields.getFields());
            case Map<?, ?> map when type instanceof MapType entries -> entries(entries, map);
            case SqlTimestamp time -> time.roundTo(MILLISECONDS).toString();
            default -> value.toString();
        };
    }

    private static Map<String, Object> fields(RowType type, List<?> values) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            RowType.Field field = type.getFields().get(i);
            fields.put(field.getName().orElse("field" + i), plain(field.getType(), values.get(i)));
        }
        return fields;
    }

    private static Map<String, Object> entries(MapType type, Map<?, ?> map) {
        Map<String, Object> entries = new LinkedHashMap<>();
        map.forEach(
                (key, value) ->
                        entries.put(
                                plain(type.getKeyType(), key).toString(),
                                plain(type.getValueType(), value)));
        return entries;
    }
}
