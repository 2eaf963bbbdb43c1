"""The certificate and the attestation of a block: a framed page each, sober, nothing on it that may not be there.

Names: ``diploma`` (DiplomaView).
"""

from wordkit.jurylooks import DIPLOMA
from wordkit.markup import NBSP, cell, each, par, row, run, tab, table, when
from wordkit.package import Document, Page

_SUBJECT = "{{ diploma.frame.certification }}"


def _page() -> Page:
    """No header; the reference of the decision below."""
    foot = par("EpDiplomePied", f"Décision n°{NBSP}{{{{ diploma.reference }}}}")
    head = par("EpEspace")
    return Page(header=head, first_header=head, footer=foot, first_footer=foot)


def certificate() -> Document:
    """The certificate of the whole certification."""
    return Document(
        body="".join(
            (
                par("EpDiplomeEmetteur", "{{ diploma.frame.certifier }}"),
                par("EpDiplomeFilet"),
                par("EpDiplomeGenre", "Certification professionnelle"),
                par("EpDiplomeTitre", "{{ diploma.frame.certification }}"),
                when("diploma.path", par("EpDiplomeTexte", "{{ diploma.path }}")),
                par("EpDiplomeGenre", "délivrée à"),
                _person(),
                par(
                    "EpDiplomeTexte",
                    "{{ diploma.by_jury }}{% if diploma.honours %}, {{ diploma.honours }}{% endif %}",
                ),
                par("EpDiplomeFilet"),
                _grounds(),
                _signature((6718, 6718)),
            )
        ),
        page=_page(),
        title="Parchemin",
        subject=_SUBJECT,
        looks=DIPLOMA,
        sheet="diploma",
    )


def attestation() -> Document:
    """The attestation of one block."""
    codes = each(
        "x",
        "diploma.codes",
        par("EpDiplomeCode", run("{{ x.code }}", "EpNom"), tab(), "{{ x.title }}"),
    )
    return Document(
        body="".join(
            (
                par("EpDiplomeEmetteur", "{{ diploma.frame.certifier }}"),
                par("EpDiplomeFiletHaut"),
                par("EpDiplomeGenre", "Attestation d’acquisition d’un bloc de compétences"),
                par("EpDiplomeTitre", "{{ diploma.block }}"),
                par("EpDiplomeSous", "{{ diploma.title }}"),
                par("EpDiplomeTexte", "{{ diploma.code }}"),
                par("EpDiplomeGenre", "acquis par"),
                _person(),
                par("EpDiplomeTexte", "{{ diploma.by_jury }}"),
                par("EpDiplomeFiletHaut"),
                par("EpDiplomeTexte", "Compétences du bloc"),
                codes,
                par("EpDiplomeFiletHaut"),
                par("EpDiplomeTexte", "Bloc de la certification professionnelle"),
                par("EpDiplomeSous", "{{ diploma.frame.certification }}"),
                _grounds(),
                par(
                    "EpDiplomeMotif",
                    "La présente attestation porte sur ce seul bloc. Elle ne vaut pas délivrance de la certification.",
                ),
                _signature((4592, 4592)),
            )
        ),
        page=_page(),
        title="Attestation de bloc",
        subject=_SUBJECT,
        looks=DIPLOMA,
        sheet="framed",
    )


def _person() -> str:
    """Who receives it."""
    return par("EpDiplomeNom", "{{ diploma.name }}") + when(
        "diploma.birth", par("EpDiplomeTexte", f"date de naissance{NBSP}: {{{{ diploma.birth }}}}")
    )


def _grounds() -> str:
    """The registration, the level, the codes."""
    return each("x", "diploma.grounds", par("EpDiplomeMotif", "{{ x }}"))


def _signature(widths: tuple[int, int]) -> str:
    """Where and when on the left, the certifier on the right."""
    return par("EpDiplomeMarge") + table(
        "Tableau",
        widths,
        row(
            cell(widths[0], par("EpDiplomeBas", "{{ diploma.issued }}")),
            cell(
                widths[1],
                par("EpDiplomeBas", "Pour le certificateur"),
                par("EpDiplomeBas", "{{ diploma.frame.certifier }}"),
                par("EpDiplomeMotifGauche", "Nom, qualité et signature de la personne habilitée"),
            ),
            height=1300,
        ),
        title="Délivrance et signature",
    )
