"""The list of what is really in a program, in the form that tools read (CycloneDX)."""

from collections.abc import Iterable
from importlib.metadata import Distribution

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from installer.bundle.licences import Part, said
from installer.bundle.owners import name_of


def written(program: str, version: str, found: Iterable[Distribution], parts: Iterable[Part]) -> str:
    """The list as JSON."""
    bom = Bom()
    bom.metadata.component = Component(name=program, version=version, type=ComponentType.APPLICATION, bom_ref=program)
    made = [
        _component(one.name, one.version, said(one), PackageURL("pypi", None, name_of(one), one.version))
        for one in found
    ]
    made += [_component(part.name, part.version, part.licence, _generic(part)) for part in parts]
    bom.components.update(made)
    bom.register_dependency(bom.metadata.component, made)
    told: str = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)
    return told


def _component(name: str, version: str, licence: str, where: PackageURL) -> Component:
    stated = [LicenseFactory().make_from_string(licence)] if licence else []
    return Component(name=name, version=version, purl=where, bom_ref=str(where), licenses=stated)


def _generic(part: Part) -> PackageURL:
    return PackageURL("generic", None, part.name.lower().replace(" ", "-"), part.version)
