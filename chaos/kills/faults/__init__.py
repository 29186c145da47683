"""The faults, in the order in which a short run takes them: the kills first."""

from datetime import timedelta

from chaos.kills.faults import beats, broker, clocks, database, disk, workers
from chaos.kills.faults.network import network
from chaos.kills.faults.strike import Fault
from chaos.kills.proxy import Mode as Network
from p2p.erp.twin import Mode as Erp

# An accounts system that ignores keys is safe only if no call is under way while another one looks: a
# frozen worker, or a request that is late on the wire, comes after the look. These need keys honoured.
HONOURED = (Erp.HONOURS_KEYS,)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

DECK = (
    Fault("worker child killed", workers.child),
    Fault("PostgreSQL killed", database.killed, seconds=1),
    Fault("worker tree killed", workers.tree, seconds=1),
    Fault("Valkey killed, AOF", broker.killed, seconds=1),
    Fault("worker child killed", workers.child),
    Fault("sessions terminated", database.sessions_ended),
    Fault("Valkey killed, no AOF", broker.killed_without_journal, seconds=1),
    Fault("both beats killed", beats.both, seconds=3),
    Fault("worker child killed", workers.child),
    Fault("FLUSHALL", broker.flushed),
    Fault("worker frozen beyond its lease", workers.zombie, usual=HONOURED),
    Fault("one beat killed", beats.one, seconds=2),
    Fault("connections exhausted", database.exhausted, seconds=3),
    Fault("worker tree killed", workers.tree, seconds=1),
    Fault("Valkey frozen", broker.frozen, seconds=10),
    Fault("PostgreSQL killed", database.killed, seconds=1),
    Fault("worker child killed", workers.child),
    Fault("network to PostgreSQL cut", network("postgres", Network.CUT), seconds=3),
    Fault("disk full", disk.full, seconds=2),
    Fault("worker child killed", workers.child),
    # beyond what a short run takes
    Fault("clock an hour ahead", clocks.jump(HOUR), seconds=4),
    Fault("clock an hour behind", clocks.jump(-HOUR), seconds=4),
    Fault("network to the ERP cut", network("erp", Network.CUT), seconds=3),
    Fault("network to PostgreSQL slow", network("postgres", Network.DELAY), seconds=4),
    Fault("network to Valkey cut", network("valkey", Network.CUT), seconds=3),
    Fault("network to the ERP a black hole", network("erp", Network.HOLE), seconds=4),
    Fault("clock a day ahead", clocks.jump(DAY), seconds=4),
    Fault("clock a day behind", clocks.jump(-DAY), seconds=4),
    Fault("network to PostgreSQL a black hole", network("postgres", Network.HOLE), seconds=6),
    Fault("network to Valkey slow", network("valkey", Network.DELAY), seconds=4),
    Fault("network to Valkey a black hole", network("valkey", Network.HOLE), seconds=6),
    Fault("network to the ERP slow", network("erp", Network.DELAY), seconds=4, usual=HONOURED),
)
