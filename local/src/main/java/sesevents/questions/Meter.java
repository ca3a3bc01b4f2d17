package sesevents.questions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sesevents.engine.Answer;
import sesevents.engine.Database;
import sesevents.engine.Rows;

/** Asks the queries behind one answer, and adds up their price. */
final class Meter {
    /** A column such as message_id fills the component messageId. */
    private static final ObjectMapper ROWS =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private final Database database;
    private final String databaseName;
    private final Budget budget;
    private final List<String> texts = new ArrayList<>();
    private Price price = Price.NOTHING;

    Meter(Database database, String databaseName, Budget budget) {
        this.database = database;
        this.databaseName = databaseName;
        this.budget = budget;
    }

    /**
     * The rows as records, whose components are named for the columns.
     *
     * @param file of sql/questions
     * @throws sesevents.UserError if the budget does not allow the question
     */
    <T> List<T> ask(Class<T> row, Budget.Reach reach, String file, Map<String, String> values) {
        budget.check(reach);
        Question question = Question.of(file, databaseName, values);
        Answer answer = database.measure(question.sql(), question.values());
        price = price.plus(answer.bytes(), answer.files());
        texts.add(question.text());
        return records(row, answer.rows());
    }

    <T> Reply<T> reply(T answer) {
        return new Reply<>(answer, price, List.copyOf(texts));
    }

    private static <T> List<T> records(Class<T> type, Rows rows) {
        List<T> records = new ArrayList<>();
        for (List<Object> row : rows.values()) {
            Map<String, Object> cells = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                cells.put(rows.columns().get(i), row.get(i));
            }
            records.add(ROWS.convertValue(cells, type));
        }
        return records;
    }
}
