package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
    @Test
    void declareAllThatTheDerivedColumnsAreMadeOf() {
        Field event = Columns.event();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Set<String> speaking = new TreeSet<>();
        collect(event, roles, speaking);
        assertEquals(EnumSet.allOf(Role.class), roles);
        assertEquals(
                Set.of(
                        "bounce.bouncedrecipients.emailaddress",
                        "bounce.timestamp",
                        "click.timestamp",
                        "complaint.complainedrecipients.emailaddress",
                        "complaint.timestamp",
                        "delivery.recipients",
                        "delivery.timestamp",
                        "deliverydelay.delayedrecipients.emailaddress",
                        "deliverydelay.timestamp",
                        "open.timestamp",
                        "subscription.timestamp"),
                speaking);
    }

    @Test
    void declareTheDerivedColumnsAndAColumnForEveryEventType() {
        Set<String> names = Columns.event().fields().keySet();
        assertTrue(names.containsAll(Columns.DERIVED), names.toString());
        for (EventType type : EventType.values()) {
            assertTrue(names.contains(type.column), type.column);
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
                        () -> Columns.event(List.of("mail\t" + type), List.of()));
        assertTrue(
                refused.getMessage()
                        .matches("column mail: cannot read Hive type at character \\d+ of .*"),
                refused.getMessage());
    }

    /** A stranger who spells a name in every way must not fill the memory. */
    @Test
    void keepNoMoreSpellingsOfANameThanABound() {
        Field event = Columns.event(List.of("subscription\tstring"), List.of());
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

    private static void collect(Field field, Set<Role> roles, Set<String> speaking) {
        roles.add(field.role());
        if (field.role() == Role.TIMESTAMP || field.role() == Role.RECIPIENT) {
            speaking.add(field.path());
        }
        if (field.element() != null) {
            collect(field.element(), roles, speaking);
        }
        field.fields().values().forEach(inner -> collect(inner, roles, speaking));
    }
}
