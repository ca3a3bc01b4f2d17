package sesevents.standin;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sesevents.standin.StateMachine.Failure;

/**
 * Evaluates the JSONata expressions of a state machine.
 *
 * @param context what they find in $states.context
 * @param variables what states have assigned
 */
record Expressions(Map<String, Object> context, Map<String, Object> variables) {
    /** Expressions in a Map's iteration, which sees the outer variables and assigns its own. */
    Expressions inner() {
        return new Expressions(context, new HashMap<>(variables));
    }

    Object value(Object raw, Object input) throws Failure {
        return value(raw, input, Map.of());
    }

    /**
     * A copy of a field in which every expression is evaluated.
     *
     * @param made further members of $states, such as the result of a task
     */
    Object value(Object raw, Object input, Map<String, Object> made) throws Failure {
        if (raw instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                values.put((String) entry.getKey(), value(entry.getValue(), input, made));
            }
            return values;
        }
        if (raw instanceof List<?> list) {
            List<Object> values = new ArrayList<>();
            for (Object item : list) {
                values.add(value(item, input, made));
            }
            return values;
        }
        if (raw instanceof String text && text.startsWith("{%") && text.endsWith("%}")) {
            Map<String, Object> states = new HashMap<>(made);
            states.put("input", input);
            states.put("context", context);
            return evaluated(text.substring(2, text.length() - 2), states);
        }
        return raw;
    }

    private Object evaluated(String text, Map<String, Object> states) throws Failure {
        Jsonata expression = Jsonata.jsonata(text);
        Jsonata.Frame frame = expression.createFrame();
        frame.bind("states", states);
        variables.forEach(frame::bind);
        try {
            Object value = expression.evaluate(null, frame);
            if (value == null) {
                throw new Failure("States.QueryEvaluationError", "no value: " + text);
            }
            return value;
        } catch (JException | DateTimeException e) {
            throw new Failure("States.QueryEvaluationError", e.getMessage());
        }
    }
}
