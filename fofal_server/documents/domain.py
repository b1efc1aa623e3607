"""The documents as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.core.events import RecordDeleted
from fofal_server.documents.logo import of_company
from fofal_server.documents.resources import RESOURCES
from fofal_server.documents.routes import OPERATIONS
from fofal_server.documents.services import leave_with_record
from fofal_server.documents.sweep import job

DOMAIN = Domain(
    "documents",
    icon="mdi6.paperclip",
    resources=RESOURCES,
    operations=OPERATIONS,
    subscribers={RecordDeleted: (leave_with_record,)},
    jobs=(job,),
    logo=of_company,
)
