package sesevents.catalog;

import java.util.Map;
import sesevents.sql.View;

/** The columns of a view with their Trino types, in order: only the engine knows them. */
interface ViewTypes {
    Map<String, String> of(View view);
}
