"""A tiny workspace of four invented rows, a typology and a scenario, to be damaged by the tests."""

import pytest

from pipeline.codes import Code

SOURCES = """\
champ,libelle,unite,annee,imprime,mention,source,licence,etat_au,note
iso3,code,,,,M,S,L,2026,
nom_fr,nom,,,,M,S,L,2026,
nom_officiel_fr,nom officiel,,,texte,M,S,L,2026,
statut,statut,,,,M,S,L,2026,
eligible,utilisable,0/1,,,M,S,L,2026,
motif_ineligibilite,raison,,,,M,S,L,2026,
region_fr,région,,,texte,M,S,L,2026,
sous_region_fr,sous-région,,,texte,M,S,L,2026,
voisins,pays limitrophes,ISO3,,pays,M,S,L,2026,
organisations,appartenances,,,,M,S,L,2026,
espaces_strategiques,espaces,,,,M,S,L,2026,
verrous_maritimes,verrous,,,,M,S,L,2026,
ressources_fr,ressources,,,liste,M,S,L,2026,
langues_officielles_fr,langues,,,liste,M,S,L,2026,
capitale_fr,capitale,,,texte,M,S,L,2026,
capitale_note,note,,,,M,S,L,2026,
population,population,habitants,population_annee,grandeur habitants,Banque,S,L,2026,
risque,indice de risque,0-10,risque_annee,nombre sur 10,JRC,S,L,2026,
clients,clients,%,clients_annee,parts,M,S,L,2026,
littoral_km,littoral,km,,nombre km,M,S,L,2026,
sanctions,sanctions,0/1,,,M,S,L,2026,
"""
HEADER = (
    "iso3,nom_fr,nom_officiel_fr,statut,eligible,motif_ineligibilite,region_fr,sous_region_fr,voisins,"
    "organisations,espaces_strategiques,verrous_maritimes,ressources_fr,langues_officielles_fr,capitale_fr,"
    "capitale_note,population,population_annee,risque,risque_annee,clients,clients_annee,littoral_km,sanctions\n"
)
REAL = HEADER + (
    "AAA,Alba,la République d'Alba,membre ONU,1,,Europe,Nord,BBB,UE;ONU,Baltique,,or ; fer,français ; latin,Albe,"
    "siège : Ver,14754785,2024,4.9,2025,BBB:40;CCC:9,2023,120,0\n"
    "BBB,Bories,les Bories unies,membre ONU,1,,Amériques,Sud,AAA;CCC,ONU,,Canal,cuivre,anglais (de fait),Bor,,"
    "850000,2023,7,2025,,,0,1\n"
    "CCC,Calmar,le Calmar,membre ONU,1,,Afrique,Ouest,BBB,ONU,,,,français,Calmar,,3000000,2020,,,,,,\n"
    "DDD,Dorin,le Dorin,autre,0,pas étudié,Asie,Est,,,,,,dorin,Dor,,5,2020,1,2025,,,3,0\n"
)
INVENTED = HEADER + (
    "QAA,Aramie,l'Aramie,pays fictif,1,,Afrique,Ouest,,ONU,Sahel,,or,français,Tindar,,17400000,,6.9,,,,,0\n"
)
GRAMMAR_HEADER = (
    "iso3,nom,le,en,du,de,a,adj_ms,adj_fs,adj_mp,adj_fp,hab_m,hab_f,genre,nombre,capitale\n"
)
GRAMMAR = GRAMMAR_HEADER + (
    "AAA,Alba,l'Alba,en Alba,de l'Alba,d'Alba,à l'Alba,albain,albaine,albains,albaines,Albain,Albaine,f,s,Albe\n"
    "BBB,Bories,les Bories,aux Bories,des Bories,des Bories,aux Bories,boriste,boriste,boristes,boristes,Boriste,"
    "Boriste,f,p,Bor\n"
    "CCC,Calmar,le Calmar,au Calmar,du Calmar,du Calmar,au Calmar,calmar,calmare,calmars,calmares,Calmar,Calmare,"
    "m,s,Calmar\n"
    "DDD,Dorin,le Dorin,au Dorin,du Dorin,du Dorin,au Dorin,dorin,dorine,dorins,dorines,Dorin,Dorine,m,s,Dor\n"
)
INVENTED_GRAMMAR = GRAMMAR_HEADER + (
    "QAA,Aramie,l'Aramie,en Aramie,de l'Aramie,d'Aramie,à l'Aramie,aramien,aramienne,aramiens,aramiennes,Aramien,"
    "Aramienne,f,s,Tindar\n"
)
TYPOLOGY = """\
schema: epreuve/typologie@1
familles:
  GEO: Conflits
types:
- {id: GEO-01, libelle: Mine, ancrages: [], exige: 'population >= 1000', mode: reel, sens: 2, p: [C1], s: [C2]}
"""
SCENARIO = """\
schema: epreuve/scenario@1
id: GEO-01-MINE
titre: "{{ v.site }}, crise"
famille: GEO
type: GEO-01
types_associes: []
version: 1.0.0
licence: CC-BY-4.0
sensibilite: 2
relecture: {etat: relu, date: 2026-11-22}
expire: 2029-12-31
public: {blocs: [B1]}
pays: {base: AAA, mode: reel, exige: 'population >= 1000', faits_requis: [population, risque], exclus: []}
variables:
  site: {defaut: Kéréma, par_region: {Amériques: Adobe}}
  groupe: Minal
jeux:
  A: {tonnes: 1850, part: 2.5, heure: "14 h 30"}
  B: {tonnes: 2400, part: 3.5, heure: "15 h 00"}
role:
  {fonction: adjoint, organisation: "groupe {{ v.groupe }}", autorite: direction, mandat: agir, limites: prudence}
situation: |
  {{ p.Le }} {{ p.s('compte','comptent') }} {{ f.population }} {{ an.population }}.
  Le risque y est de {{ f.risque }} {{ an.risque }}.
acteurs:
- {id: A1, nom: Comité, nature: civil, position: eau, interets: terres, leviers: barrage, fictif: true}
chronologie:
- {t: J-12, fait: "Alerte à {{ v.heure }}."}
contraintes: ["Rester prudent."]
dossier:
- id: D1
  genre: tableau
  titre: "Moyens"
  emetteur: "Site {{ v.site|de }}"
  date: J-1
  fiabilite: interne
  corps: Données du jour.
  colonnes: [Poste, Valeur]
  lignes:
  - [Tonnes, "{{ v.tonnes }}"]
  graphique: {type: barres, categories: 0, series: [1], titre: Tonnes, unite: t}
- id: D2
  genre: depeche
  langue: en
  titre: "Press"
  emetteur: Agence
  date: J
  fiabilite: presse
  corps: "It's {{ v.tonnes|nombre }} tonnes: \\"a lot\\"; really?"
taches:
- id: T1
  titre: "Diagnostic"
  codes: [C1, C2]
  modalite: ecrit
  difficulte: 3
  niveau_cognitif: analyser
  minutes: 30
  points: 15
  livrable: note
  documents: [FICHE_PAYS, D1, D2]
  decision: true
  consigne: "Calculez, {{ p.en }}, la part."
  attendus:
  - {id: T1a, texte: "{{ (v.tonnes*v.part)|round(1)|nombre }} t", points: 10, indispensable: true, codes: [C1]}
  - {id: T1b, texte: "Prudence", points: 5, codes: [C2]}
  pieges: [Oublier]
  corrige: [Un, Deux, Trois]
- id: T2
  titre: "Exposé"
  codes: [C2]
  modalite: oral
  difficulte: 2
  niveau_cognitif: comprendre
  minutes: 10
  points: 10
  livrable: exposé
  documents: [D1]
  consigne: "Exposez."
  attendus:
  - {id: T2a, texte: "Clair", points: 10, indispensable: true}
  pieges: []
  corrige: [Un, Deux, Trois]
  relances: ["Pourquoi ?", "Comment ?", "Qui ?"]
injects:
- {id: I1, t: "+45 min", canal: téléphone, de: Chef, contenu: "Alerte.", attendu: Vérifier, codes: [C1]}
securite: {mention: "Exercice.", personnes_reelles: false, attribution_hostile: false}
"""
FILES = {
    "pays_sources.csv": SOURCES,
    "pays.csv": REAL,
    "pays_fictifs.csv": INVENTED,
    "grammaire.csv": GRAMMAR,
    "pays_fictifs_grammaire.csv": INVENTED_GRAMMAR,
    "typologie.yaml": TYPOLOGY,
    "geo/mine.yaml": SCENARIO,
}


class Workspace:
    """The files of the tiny workspace, written under ``root``."""

    codes = (Code("C1"), Code("C2"), Code("C13"), Code("CO1.3"))

    def __init__(self, root):
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.root / "scenarios" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name, old, new):
        """Replace the only occurrence of a text in a file."""
        text = (self.root / "scenarios" / name).read_text("utf-8")
        assert text.count(old) == 1, f"{text.count(old)} times {old!r}"
        self.write(name, text.replace(old, new))

    def line(self, name, words):
        """The number of the only line that holds these words."""
        lines = (self.root / "scenarios" / name).read_text("utf-8").splitlines()
        (found,) = [n for n, line in enumerate(lines, 1) if words in line]
        return found


@pytest.fixture
def mini(tmp_path):
    """A workspace whose content is tiny and right."""
    return Workspace(tmp_path)
