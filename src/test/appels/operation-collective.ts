import { ecrireVariante, VAGUES, type Variante } from './ecrire-variante.ts'

/** A step with the table of the companies of a collective operation: what one types of each, what the site works out. */
export const ETAPE_ENTREPRISES = `      - code: entreprises
        titre: Entreprises de l'opération
        aide: Une ligne par entreprise. L'aide de chacune se calcule seule.
        questions:
          - id: entreprises
            type: tableau
            libelle: Entreprises
            ligne: { un: une entreprise, plusieurs: entreprises }
            clause: B3
            lignes_min: 2
            lignes_max: 40
            unique: siren
            colonnes:
              - { code: nom, type: texte_court, libelle: Entreprise }
              - { code: siren, type: siren, libelle: SIREN }
              - code: taille
                type: choix
                libelle: Taille
                options:
                  - { code: tpe, libelle: Moins de 10 salariés }
                  - { code: pe, libelle: De 10 à 49 salariés }
                  - { code: me, libelle: De 50 à 249 salariés }
              - { code: depense, type: montant, libelle: Dépense HT }
              - { code: deja_aidee, type: montant, libelle: Aides déjà reçues, obligatoire: non }
              - { code: taux_applique, libelle: Taux, calcul: taux de l'entreprise }
              - { code: aide_calculee, libelle: Aide calculée, calcul: "min(plafond par entreprise ; arrondi inférieur (depense * taux de l'entreprise))" }
          - { id: animation, type: oui_non, libelle: Une personne anime l'opération }
`.replaceAll("taux de l'entreprise", 'taux entreprise')

const PARAMETRES = `
taux entreprise: { type: taux, selon: entreprises . taille, valeurs: { tpe: 70 %, pe: 60 %, me: 50 % }, clauses: [B3] }
plafond par entreprise: { type: montant, valeur: 25 000 €, clauses: [B3] }
plafond opération: { type: montant, valeur: 300 000 €, clauses: [B3] }
`
const CALCULS = `
aide opération: { formule: somme entreprises . aide_calculee, clauses: [B3] }
petites: { formule: nombre entreprises où taille = 'tpe' }
`
const REGLES = `
- id: plafond-operation
  titre: Plafond de l'opération
  clauses: [B3]
  etape: entreprises
  champ: entreprises
  controles:
    - { formule: aide opération <= plafond opération, sinon: non_respectee, phrase: "{aide opération}, au-delà de {plafond opération}." }
  respectee: "{entreprises . nombre | entreprise | entreprises}, {aide opération}."
- id: petites
  titre: Petites entreprises
  clauses: [B3]
  etape: entreprises
  controles:
    - { formule: petites >= 1, sinon: attention, phrase: Aucune petite entreprise. N'empêche pas de déposer., constat: Aucune petite entreprise. }
  respectee: "{petites | petite entreprise | petites entreprises}, la plus aidée reçoit {maximum entreprises . aide_calculee}."
- id: depense-par-entreprise
  titre: Dépense de chaque entreprise
  clauses: [B3]
  etape: entreprises
  tableau: entreprises
  champ: depense
  controles:
    - { formule: depense >= 5 000 €, sinon: non_respectee, phrase: "la dépense de {nom} est de {depense}, il manque {5 000 € - depense}.", constat: "la dépense est de {depense}, sous 5 000 €." }
    - { formule: depense <= 100 000 €, sinon: a_verifier, phrase: "{depense} de dépense, à vérifier." }
  respectee: Chaque entreprise dépense au moins 5 000 €.
`

/** A call with that table, before its step of the plan. `clause`: the one that it cites for it. */
const avecEntreprises = (source: string, etapePlan: string, clause: string, remplacer: Variante['remplacer'] = []) =>
  ecrireVariante({
    source,
    remplacer: [...remplacer, [etapePlan, `${ETAPE_ENTREPRISES.replaceAll('B3', clause)}${etapePlan}`]],
    parametres: PARAMETRES.trim().replaceAll('B3', clause),
    calculs: CALCULS.trim().replaceAll('B3', clause),
    regles: REGLES.trim().replaceAll('B3', clause),
  })

/** The two-waves call with a table: companies, their size, their expense, the aid that is worked out. */
export const OPERATION_COLLECTIVE = avecEntreprises(VAGUES, '      - { code: plan, titre: Plan de financement, blocs: [plan] }\n', 'B3', [
  ['slug: classes-mobiles-2027', 'slug: operation-collective-2027'],
  ['code_dossier: CM27', 'code_dossier: OPC27'],
])
/** The call of 2021 with the same step, for whoever fills it in and files. */
export const avecTableau = (itn7: string) => avecEntreprises(itn7, '      - &etape_plan\n', 'C5.8')
/** The same, where nobody has to fill it in. */
export const avecTableauFacultatif = (itn7: string) =>
  avecTableau(itn7)
    .replace('type: tableau\n', 'type: tableau\n            obligatoire: non\n')
    .replace('{ id: animation, type: oui_non,', '{ id: animation, type: oui_non, obligatoire: non,')
