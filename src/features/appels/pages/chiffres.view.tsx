import type { Child } from 'hono/jsx'
import { Tableau } from '../../../ui/table.tsx'
import type { Appel, Parametre } from '../../cahier/index.ts'
import { formuleEnMots } from '../../recevabilite/index.ts'
import { libelleDeCode, majuscule, minuscule, seuilLisible, type Valeur, valeurLisible } from './appels.mots.ts'
import { chiffresDeclares, resteDe } from './chiffres.mots.ts'
import { joursDemandes } from './conditions.mots.ts'
import type { Reperes } from './reperes.tsx'

type Chiffre = { nom: Child; valeur: Child }

/** The figures of the call's rules: one line each, or one line a band when it depends on something. */
export function chiffres(appel: Appel, r: Reperes) {
  const lignes: Chiffre[] = [
    ...chiffresDeclares(appel).map(({ nom, valeur, clauses }) => ({ nom: [nom, r.vers(clauses ?? appel.aide.clauses)], valeur })),
    ...Object.entries(appel.parametres).map(([nom, p]) => ({
      nom: [p.libelle ?? majuscule(nom), surQuoi(appel, p), r.vers(p.clauses)],
      valeur: valeurDe(appel, p),
    })),
    ...joursDemandes(appel).map(({ nom, valeur, clauses }) => ({ nom: [nom, r.vers(clauses)], valeur })),
  ]
  return (
    lignes.length > 0 && (
      <Tableau
        legende="Les chiffres des règles"
        tete={false}
        colonnes={[
          { titre: 'Règle', cellule: l => l.nom },
          { titre: 'Valeur', cellule: l => l.valeur },
        ]}
        lignes={lignes}
      />
    )
  )
}

/** What the bands of a figure are read on: « jusqu’à 5 » says nothing without it. */
const surQuoi = (appel: Appel, p: Parametre) =>
  p.tranches && typeof p.selon === 'string' && `, selon\u00a0: ${formuleEnMots(appel, p.selon)}`

function valeurDe(appel: Appel, p: Parametre): Child {
  const dire = (v: Valeur) => valeurLisible(p.type, v)
  const plage = (v: { min: Valeur; max: Valeur }) => `de ${dire(v.min)} à ${dire(v.max)}`
  if (p.valeur !== undefined) return dire(p.valeur)
  if (p.plage && !p.plages) return plage(p.plage)
  const [premier = '', second = ''] = [p.selon ?? []].flat()
  const cellules = (v: Readonly<Record<string, Valeur>>) =>
    Object.entries(v)
      .map(([code, x]) => `${minuscule(libelleDeCode(appel, second, code))} ${dire(x)}`)
      .join('\u202f; ')
  const lignes: [string, string][] = p.tranches
    ? p.tranches.map(t => [t.jusqu_a === undefined ? 'au-delà' : `jusqu’à ${seuilLisible(t.jusqu_a)}`, dire(t.valeur)])
    : [
        ...Object.entries(p.plages ?? {}).map(([code, v]): [string, string] => [libelleDeCode(appel, premier, code), plage(v)]),
        ...Object.entries(p.valeurs ?? {}).map(([code, v]): [string, string] => [
          libelleDeCode(appel, premier, code),
          typeof v === 'object' ? cellules(v) : dire(v),
        ]),
      ]
  const reste = resteDe(appel, p, dire, plage)
  return (
    <ul>
      {lignes.map(([quoi, combien]) => (
        <li>
          {quoi}&nbsp;: {combien}
        </li>
      ))}
      {reste !== undefined && <li>sinon&nbsp;: {reste}</li>}
    </ul>
  )
}
