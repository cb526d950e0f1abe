import type { Appel, Question } from '../../cahier/index.ts'
import type { Usages } from '../../recevabilite/index.ts'
import { clausesCitees } from '../references-clauses.ts'
import type { Remarque } from './sujets.table.ts'

/** Figures, clauses and questions that nothing of the call uses. */
export const inutiles = (appel: Appel, usages: Usages): Remarque[] => [
  ...chiffres(appel, usages),
  ...clauses(appel),
  ...questions(appel, usages),
]

function chiffres({ parametres, calculs }: Appel, { noms }: Usages): Remarque[] {
  const sert = (nom: string) => noms.has(nom) || noms.has(`${nom} . min`) || noms.has(`${nom} . max`)
  const dire =
    (groupe: 'parametres' | 'calculs', quoi: string) =>
    (nom: string): Remarque[] =>
      sert(nom)
        ? []
        : [
            {
              sujet: 'parametre_inutile',
              chemin: [groupe, nom],
              surLaCle: true,
              fait: `${quoi} «\u00a0${nom}\u00a0» ne sert nulle part.`,
              consequence: 'Une règle a peut-être été oubliée\u00a0: sans elle, ce chiffre n’est ni vérifié ni montré.',
            },
          ]
  return [
    ...Object.keys(parametres).flatMap(dire('parametres', 'Le paramètre')),
    ...Object.keys(calculs).flatMap(dire('calculs', 'Le calcul')),
  ]
}

function clauses(appel: Appel): Remarque[] {
  const { clauses: declarees, ...reste } = appel
  const citees = new Set(clausesCitees(reste, []).map(c => c.cite))
  return Object.keys(declarees).flatMap((nom): Remarque[] =>
    citees.has(nom)
      ? []
      : [
          {
            sujet: 'clause_inutile',
            chemin: ['clauses', nom],
            surLaCle: true,
            fait: `Rien ne s’appuie sur la clause «\u00a0${nom}\u00a0».`,
            consequence: 'Ni règle, ni pièce, ni critère, ni étape ne la tient\u00a0: la page la dit, et personne ne la vérifie.',
          },
        ],
  )
}

function questions(appel: Appel, { noms }: Usages): Remarque[] {
  const jugees = new Set([
    ...appel.criteres.liste.map(c => c.clause),
    ...appel.priorites.flatMap(p => p.clauses),
    ...appel.regles.flatMap(r => r.clauses),
  ])
  const citees = new Set([...noms].map(n => n.split(' . ')[0]!))
  const ecrans = appel.simulateur.ecrans.flatMap(e => (e.type === 'question' ? [e.question] : []))
  const ailleurs = new Set([...ecrans, appel.suivi.debut, appel.suivi.fin, ...appel.regles.map(r => r.champ)])
  // a long text is written for whoever instructs and decides: what nobody reads is a figure, a date, a choice, a few words
  const lue = (q: Question) =>
    q.type === 'texte_long' || citees.has(q.id) || ailleurs.has(q.id) || (q.clause !== undefined && jugees.has(q.clause))
  const vues = new Set<string>()
  return appel.formulaires.flatMap((f, i) =>
    f.etapes.flatMap((e, j) =>
      e.questions.flatMap((q, k): Remarque[] => {
        if (vues.has(q.id) || lue(q)) return []
        vues.add(q.id)
        return [
          {
            sujet: 'question_sans_lecteur',
            chemin: ['formulaires', i, 'etapes', j, 'questions', k, 'id'],
            fait: `Rien ne lit la réponse à «\u00a0${q.libelle}\u00a0».`,
            consequence:
              'Aucune règle, aucune condition, et aucun critère par sa clause\u00a0: elle est demandée à tous sans servir à décider.',
          },
        ]
      }),
    ),
  )
}
