"""``epreuve why``: why a question was chosen, or was not."""

NO_ITEM = "la banque n'a pas de question « {item} »"
NO_ITEM_HINT = "une question s'écrit SCENARIO/T1 ; celles de {scenario} : {known}"
NO_SCENARIO_HINT = "une question s'écrit SCENARIO/T1 ; les scénarios de la banque : {known}"
NO_SESSION = "aucune session n'a encore de sujets"
NO_SESSION_HINT = "« epreuve assemble SESSION » les compose"

HEAD = "{item} — {title} (session {session})"
CHOSEN = "{form} : choisie, {points}"
CHOSEN_POINTS = "{share} % des points sur {code}"
BREAKS = "  sans elle, ces questions ne respecteraient plus : {rules}"
BREAKS_NONE = "  sans elle, les autres questions respecteraient encore toutes les règles"
NEXT = "  le meilleur choix sans elle : {items} (écart {value}, contre {own})"
NO_NEXT = "  sans elle, la banque ne porte aucun choix pour cette épreuve"
NOWHERE = "ne sert aucune épreuve de la session : {exams}"
BARRED = "{exam} : pas possible, {reason}"
BARS = {
    "modality": "la question est {modality}, l'épreuve demande des questions {asked}",
    "format": "la question n'est pas faite pour le format {format}",
    "roles": "elle n'a pas un rôle pour chacun des {players} joueurs",
    "codes": "elle porte sur {codes}, hors de l'épreuve",
    "draft": "son scénario n'est pas relu, ou sa relecture a expiré",
    "excluded": "son scénario est écarté par session.yaml, ou tous les candidats l'ont déjà lu",
    "resting": "son scénario est au repos après une session proche",
    "worn": "elle a déjà servi dans autant de sessions que permis",
    "forbidden": "elle est interdite par le coordinateur, ou son scénario l'est",
    "banned": "tous les pays de son scénario sont exclus",
}
"""Why a question cannot be in an exam, in the order in which it is looked at."""

BLOCKED = "{exam} : aucun choix ne peut la contenir, {reason}"
POSSIBLE = "{exam} : possible, mais le meilleur choix avec elle s'écarte de {value} ({worse} de plus que le sujet retenu, {more} de plus que le meilleur) ; ce qui coûte : {cost}"
TIE = "{exam} : possible à égalité (écart {value} avec elle, {drawn} retenu, {best} au mieux) : le tirage en a décidé autrement"
OBSERVED = "{exam} : possible, mais un autre scénario a été retenu pour l'observation"
NOT_ASSEMBLED = "{exam} : la session n'a pas de sujet pour cette épreuve"
TOLD_COST = "{rule} ({amount})"
OTHER_COST = "l'usage récent de ses scénarios"
MORE = "+{amount}"
