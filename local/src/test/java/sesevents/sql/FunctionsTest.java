package sesevents.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    /**
     * Athena's guide refers to Trino's functions as of engine 3's release (2022). Before adding a
     * function here, check that Trino had it then.
     */
    private static final Set<String> DOCUMENTED_BY_ATHENA =
            Set.of(
                    """
                    any_match array_agg array_distinct array_except array_join array_max
                    array_sort array_union bool_or cardinality concat concat_ws contains count
                    count_if date date_diff date_format date_parse date_trunc element_at filter
                    flatten from_base64 from_iso8601_timestamp from_unixtime from_utf8 greatest
                    json_extract_scalar json_format json_parse length lower map_entries max
                    max_by min min_by regexp_extract regexp_like regexp_replace round row_number
                    sequence split_part strpos substr sum to_utf8 transform trim upper"""
                            .split("\\s"));

    @Test
    void useNothingThatAthenaDoesNotDocument() {
        SqlTree sql = SqlTree.ofCheckout();
        Set<String> used = new TreeSet<>();
        Stream.of(sql.queries(), sql.checks(), sql.refresh())
                .flatMap(List::stream)
                .forEach(query -> collect(query.statement(Query.DATABASE), used));
        sql.views().forEach(view -> collect(view.query(), used));
        used.removeAll(DOCUMENTED_BY_ATHENA);
        assertEquals(Set.of(), used);
    }

    @Test
    void seesFunctionsInsideLambdasAndFilters() {
        Set<String> used = new TreeSet<>();
        collect("select max(a) filter (where g(b)) from t where f(x -> h(x), y)", used);
        assertEquals(Set.of("f", "g", "h", "max"), used);
    }

    private static void collect(String sql, Set<String> names) {
        Statement statement = new SqlParser().createStatement(sql);
        new DefaultTraversalVisitor<Void>() {
            @Override
            protected Void visitFunctionCall(FunctionCall call, Void context) {
                names.add(call.getName().getSuffix());
                call.getFilter().ifPresent(filter -> process(filter, context));
                return super.visitFunctionCall(call, context);
            }
        }.process(statement);
    }
}
