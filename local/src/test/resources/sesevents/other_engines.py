"""Counts the rows of event_history with PyIceberg, and twice with DuckDB.

PyIceberg finds and reads the files. DuckDB reads the same files, since its extension for Iceberg would have to be
downloaded.
"""

import os, sys, tempfile
import duckdb
from pyiceberg.catalog.glue import GlueCatalog

endpoint, database, counts = sys.argv[1:]
keys = {"access-key-id": "local", "secret-access-key": "local", "region": "us-east-1",
        "endpoint": endpoint}
catalog = GlueCatalog("aws", **{f"{service}.{key}": value
    for service in ("glue", "s3") for key, value in keys.items()})
table = catalog.load_table((database, "event_history"))
history = table.scan().to_arrow()
with tempfile.TemporaryDirectory() as folder:
    for number, task in enumerate(table.scan().plan_files()):
        with open(os.path.join(folder, f"{number}.parquet"), "wb") as file:
            file.write(table.io.new_input(task.file.file_path).open().read())
    for events in ("history", f"'{folder}/*.parquet'"):
        print([list(row) for row in duckdb.sql(counts % events).fetchall()])
grouped = history.group_by("eventtype").aggregate([([], "count_all"), ("event_id", "count_distinct")])
print(sorted(list(row.values()) for row in grouped.to_pylist()))
