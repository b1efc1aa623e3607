"""The settings as resources."""

from fofal_server.core.resource import Crud, Resource
from fofal_server.settings import schemas, services
from fofal_server.settings.imports import IMPORTS
from fofal_server.settings.models import Company, Currency, Parameter, Site, Unit

COMPANY = Resource(
    name="settings.companies",
    model=Company,
    read=schemas.CompanyRead,
    write=schemas.CompanyWrite,
    title=("name",),
    icon="mdi6.domain",
    columns=("name", "tax_id", "currency", "demo"),
    sort=("name",),
    without_search="There is one company.",
    sections=(
        ("identity", ("name", "tax_id", "cnps_number", "currency", "fiscal_year_start_month")),
        ("contact", ("address", "phone", "email")),
    ),
    verbs=("read", "create", "update"),
    without_import="There is one company.",
    without_bulk="There is one company.",
    natural_key=None,
    without_files="its one file is the logo of its papers",
)

SITES = Resource(
    name="settings.sites",
    model=Site,
    read=schemas.SiteRead,
    write=schemas.SiteWrite,
    icon="mdi6.map-marker",
    columns=("code", "name", "latitude", "longitude", "timezone"),
    filters=("code", "name"),
    sort=("code",),
    crud=Crud(prepare=services.prepare_site),
)

UNITS = Resource(
    name="settings.units",
    model=Unit,
    read=schemas.UnitRead,
    write=schemas.UnitWrite,
    icon="mdi6.ruler",
    columns=("code", "name", "dimension", "factor"),
    filters=("code", "name", "dimension", "factor"),
    sort=("code",),
)

CURRENCIES = Resource(
    name="settings.currencies",
    model=Currency,
    read=schemas.CurrencyRead,
    write=schemas.CurrencyWrite,
    icon="mdi6.cash",
    columns=("code", "name", "decimals"),
    filters=("code",),
    sort=("code",),
)

PARAMETERS = Resource(
    name="settings.parameters",
    model=Parameter,
    read=schemas.ParameterRead,
    write=schemas.ParameterWrite,
    icon="mdi6.tune",
    columns=("code", "name", "value", "unit", "valid_from", "valid_to", "source"),
    filters=("code", "name", "category", "valid_from", "valid_to"),
    sort=("code", "-valid_from"),
    crud=Crud(prepare=services.check_parameter),
    without_import="No cell holds its value: a number, a day or a whole table.",
    natural_key=None,
)

RESOURCES = (COMPANY, SITES, UNITS, CURRENCIES, PARAMETERS, IMPORTS)
