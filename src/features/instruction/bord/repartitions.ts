import { formatEurosCourt, formatNombre, formatTaux } from '../../../lib/euros.ts'
import { majuscule } from '../../../lib/mots.ts'
import { type Appel, TYPES_STRUCTURE } from '../../cahier/index.ts'
import { type Filtre, TERRITOIRE } from '../liste/filtres.ts'
import {
  aide,
  type Cellule,
  type CodeFigure,
  compte,
  dossiers,
  type Figure,
  montant,
  mot,
  nom,
  nombre,
  part,
  somme,
  taux,
} from './figure.ts'
import type { Part } from './parts.ts'

/** A line of a figure: its name, and the filter of the inbox that shows the same dossiers. */
type Ligne = { nom: string; code: string | null; part: Part; filtre: Partial<Filtre> | undefined }
/** The address of the inbox with a filter, for whoever reads dossiers. */
export type Lien = (filtre: Partial<Filtre>) => string | undefined

const rien = (axe: Part['axe'], code: string): Part => ({ axe, code, n: 0, aide: 0, cout: 0, aideMediane: null })
const deAxe = (parts: readonly Part[], axe: Part['axe']) => parts.filter(p => p.axe === axe)
const tout = (parts: readonly Part[]) => parts.find(p => p.axe === 'tout') ?? rien('tout', '')

const cellules = (p: Part): Cellule[] => [compte(p.n), montant(p.aide), montant(p.aideMediane), taux(p.aide, p.cout)]

function figure(
  code: CodeFigure,
  titre: string,
  lignes: readonly Ligne[],
  parts: readonly Part[],
  o: { tete: string; fait: string; par: 'aide' | 'n'; lien: Lien },
): Figure {
  const total = tout(parts)
  const dire = (p: Part) => (o.par === 'aide' ? formatEurosCourt(p.aide) : dossiers(p.n))
  return {
    code,
    titre,
    fait: total.n === 0 ? 'Aucun dossier.' : o.fait,
    traces:
      total.n === 0
        ? []
        : [
            {
              trace: {
                genre: 'barres',
                id: code,
                titre: `${titre}\u00a0: ${o.par === 'aide' ? 'aide demandée' : 'nombre de dossiers'}`,
                desc: `${lignes.map(l => `${l.nom}\u00a0: ${dire(l.part)}`).join(', ')}.`,
                barres: lignes.map(l => ({ libelle: l.nom, dite: dire(l.part), parts: [o.par === 'aide' ? l.part.aide : l.part.n] })),
              },
            },
          ],
    tableau:
      total.n === 0
        ? undefined
        : {
            legende: titre,
            colonnes: [nom(o.tete), nombre('Dossiers'), aide('Aide demandée'), aide('Aide médiane'), part('Taux')],
            lignes: lignes.map(l => [mot(l.nom, l.filtre && l.part.n > 0 ? o.lien(l.filtre) : undefined), ...cellules(l.part)]),
            total: [mot('Total'), ...cellules(total)],
          },
  }
}

/** By volet, in the order of the call. */
export function figureVolets(parts: readonly Part[], appel: Appel, lien: Lien): Figure {
  const lus = deAxe(parts, 'volet')
  const lignes: Ligne[] = [
    ...appel.volets.map(v => ({
      nom: `${v.numero}. ${v.titre}`,
      code: v.code,
      part: lus.find(p => p.code === v.code) ?? rien('volet', v.code),
      filtre: { volet: [v.code] },
    })),
    ...lus.filter(p => p.code === '').map(part => ({ nom: 'Sans volet', code: '', part, filtre: undefined })),
  ]
  const premier = lignes.toSorted((a, b) => b.part.aide - a.part.aide)[0]
  const numero = appel.volets.find(v => v.code === premier?.code)?.numero
  const fait =
    premier && numero !== undefined
      ? `Le volet\u00a0${numero} porte ${formatTaux(premier.part.aide / Math.max(1, tout(parts).aide), 0)} de l’aide demandée.`
      : `${dossiers(tout(parts).n)}.`
  return figure('volets', 'Par volet', lignes, parts, { tete: 'Volet', fait, par: 'aide', lien })
}

/** By the département that leads, in the order of the call, then those of the whole territory. */
export function figureDepartements(parts: readonly Part[], appel: Appel, lien: Lien): Figure {
  const lus = deAxe(parts, 'departement')
  const connus = appel.territoire.departements
  const autres = lus.filter(p => p.code !== TERRITOIRE && !connus.some(d => d.code === p.code)).map(p => ({ code: p.code, nom: p.code }))
  const ligne = (code: string, nom: string): Ligne => ({
    nom,
    code,
    part: lus.find(p => p.code === code) ?? rien('departement', code),
    filtre: { departement: [code as Filtre['departement'][number]] },
  })
  const lignes = [
    ...[...connus, ...autres].map(d => ligne(d.code, d.nom === d.code ? d.nom : `${d.nom} (${d.code})`)),
    ...lus.filter(p => p.code === TERRITOIRE).map(p => ligne(p.code, 'Tout le territoire')),
  ]
  const presents = lignes.filter(l => l.part.n > 0).toSorted((a, b) => b.part.n - a.part.n)
  const fait = `${presents
    .slice(0, 3)
    .map(l => `${l.nom}\u00a0: ${dossiers(l.part.n)}`)
    .join(', ')}.`
  return figure('departements', 'Par département', lignes, parts, { tete: 'Département', fait, par: 'aide', lien })
}

/** What the query calls a kind of bearer: a type, communes by population. The limits are those of `BORNES_POPULATION`. */
const COMMUNES: readonly { code: string; nom: string; filtre: Partial<Filtre> }[] = [
  { code: 'commune:0', nom: 'Communes de moins de 500\u00a0hab.', filtre: { type: ['commune'], population_max: 499 } },
  {
    code: 'commune:1',
    nom: 'Communes de 500 à 3\u00a0499\u00a0hab.',
    filtre: { type: ['commune'], population_min: 500, population_max: 3_499 },
  },
  { code: 'commune:2', nom: 'Communes de 3\u00a0500\u00a0hab. et plus', filtre: { type: ['commune'], population_min: 3_500 } },
  { code: 'commune', nom: 'Communes de population inconnue', filtre: { type: ['commune'] } },
]

export function figurePorteurs(parts: readonly Part[], lien: Lien): Figure {
  const lus = deAxe(parts, 'porteur')
  const genres = [
    ...COMMUNES,
    ...Object.entries(TYPES_STRUCTURE)
      .filter(([code]) => code !== 'commune')
      .map(([code, nom]) => ({ code, nom: majuscule(nom), filtre: { type: [code as keyof typeof TYPES_STRUCTURE] } })),
  ]
  const lignes = genres.flatMap((g): Ligne[] => {
    const part = lus.find(p => p.code === g.code)
    // one cannot be filtered on what is not known
    return part ? [{ ...g, part, filtre: g.code === 'commune' ? undefined : g.filtre }] : []
  })
  const petites = lus.filter(p => p.code === 'commune:0' || p.code === 'commune:1')
  const n = somme(petites.map(p => p.n))
  const part = formatTaux(somme(petites.map(p => p.aide)) / Math.max(1, tout(parts).aide), 0)
  const fait =
    n > 1
      ? `Les ${formatNombre(n)}\u00a0communes de moins de 3\u00a0500\u00a0habitants demandent ${part} de l’aide.`
      : `${lignes.map(l => `${l.nom}\u00a0: ${formatNombre(l.part.n)}`).join(', ')}.`
  return figure('porteurs', 'Par type de porteur', lignes, parts, { tete: 'Porteur', fait, par: 'n', lien })
}
