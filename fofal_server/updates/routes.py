"""The two doors of updates, for anybody: a desktop too old to sign in must be able to become a newer one."""

from base64 import b64encode

from fofal_server.contract.updates import Offer
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.updates import devices, sending, shelf, staging
from fofal_server.updates.schemas import OfferQuery


def _offer(call: Call) -> Answer:
    asked: OfferQuery = call.query
    devices.remember(call.session, asked)
    found = shelf.newest(call.state.data_dir, asked.channel)
    if found is None:
        return json_answer(Offer(manifest=None, signature=None, due=False))
    due = found.manifest.package_for(asked.platform) is not None and staging.due(
        found.manifest, staging.percent_of(call.session, found.manifest), asked.device, asked.version
    )
    words, signature = (b64encode(one).decode() for one in (found.words, found.signature))
    return json_answer(Offer(manifest=words, signature=signature, due=due))


OPERATIONS = (
    Operation(
        method="GET", path="/updates", name="read_update", tag="updates", work=_offer, public=True,
        query=OfferQuery, answer=Offer, refusals=(422,),
    ),
    Operation(
        method="GET", path="/updates/{channel}/{file}", name="download_update", tag="updates", work=sending.answer,
        public=True, media_type="application/octet-stream", lane="files", refusals=(404, 416),
    ),
)  # fmt: skip
