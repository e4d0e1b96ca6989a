"""Coalitions and their partners, and the services they publish, on the HSDS 3 model. Ids are HSDS ids, kept."""

from kinbridge.directory.models.capacity import Capacity
from kinbridge.directory.models.change import Change, changed_at
from kinbridge.directory.models.details import (
    CostOption,
    Funding,
    OrganizationIdentifier,
    RequiredDocument,
    ServiceArea,
)
from kinbridge.directory.models.partners import Coalition, Membership, Organization, Program, Viewer, software
from kinbridge.directory.models.places import Accessibility, Address, Location, ServiceAtLocation
from kinbridge.directory.models.reach import Contact, Language, Phone, Schedule
from kinbridge.directory.models.services import Service
from kinbridge.directory.models.terms import Attribute, Metadata, MetaTableDescription, Taxonomy, TaxonomyTerm
from kinbridge.directory.models.touched import Touched
from kinbridge.directory.models.waiting import NearlyFull, Waiting

__all__ = [
    "Accessibility",
    "Address",
    "Attribute",
    "Capacity",
    "Change",
    "Coalition",
    "Contact",
    "CostOption",
    "Funding",
    "Language",
    "Location",
    "Membership",
    "MetaTableDescription",
    "Metadata",
    "NearlyFull",
    "Organization",
    "OrganizationIdentifier",
    "Phone",
    "Program",
    "RequiredDocument",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "Taxonomy",
    "TaxonomyTerm",
    "Touched",
    "Viewer",
    "Waiting",
    "changed_at",
    "software",
]
