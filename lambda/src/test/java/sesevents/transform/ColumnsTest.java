package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
    @Test
    void declareEveryPathThatTheFunctionReadsOrWrites() {
        Set<String> declared = new HashSet<>();
        collectPaths(Columns.event(), declared);
        assertTrue(declared.containsAll(Columns.DERIVED), declared.toString());
        for (Role role : Role.values()) {
            assertTrue(declared.containsAll(role.paths), role.paths.toString());
        }
        for (EventType type : EventType.values()) {
            assertTrue(declared.contains(type.column), type.column);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decimal(3,1)",
                "array<string",
                "array<string>>",
                "array<>",
                "map<bigint,string>",
                "struct<>",
                "struct<a>",
                "struct<a:string;b:string>",
                "",
            })
    void refuseATypeThatNoCheckIsWrittenFor(String type) {
        IllegalStateException refused =
                assertThrows(
                        IllegalStateException.class,
                        () -> new HiveType(type, Map.of()).column("mail", 0));
        assertEquals("cannot read the Hive type " + type, refused.getMessage());
    }

    /** Otherwise an event with a name in thousands of spellings would fill the memory. */
    @Test
    void keepABoundedNumberOfSpellingsOfAName() {
        Field event = Columns.event();
        Field column = event.field("subscription");
        for (int spelling = 0; spelling < 4096; spelling++) {
            char[] name = "subscription".toCharArray();
            for (int i = 0; i < name.length; i++) {
                name[i] = (spelling >> i & 1) == 1 ? Character.toUpperCase(name[i]) : name[i];
            }
            assertEquals(column, event.field(new String(name)));
        }
        assertEquals(200, event.fields().size());
    }

    private static void collectPaths(Field field, Set<String> paths) {
        if (field.path() != null) {
            paths.add(field.path());
        }
        if (field.element() != null) {
            collectPaths(field.element(), paths);
        }
        field.fields().values().forEach(inner -> collectPaths(inner, paths));
    }
}
