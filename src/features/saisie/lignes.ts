import { err, ok, type Result } from '../../lib/result.ts'
import type { Appel } from '../cahier/index.ts'
import { type Contenu, champCellule, colonnesDe, lignesDe, lignesMax, lignesMontrees, type Retrait } from '../contenu/index.ts'
import { estLigne, type Fait, type Geste, ligneNommee, marqueOrdre, type Nouvelles, type Rangement, type RefusGeste } from './gestes.ts'
import { motLigne, retablir, retirer, revenir, vider } from './retraits.ts'
import { lireChamp } from './saisie.ts'

/** Adds, removes, restores or imports rows. `qui` and `quand` are kept with what is removed. Pure. */
export function appliquerGeste(contenu: Contenu, g: Geste, appel: Appel, qui: string, quand: Date): Result<Fait, RefusGeste> {
  switch (g.quoi) {
    case 'ajouter':
      return ajouterUne(contenu, g, appel)
    case 'importer':
      return importer(contenu, g, appel, { par: qui, le: quand.toISOString() })
    case 'retirer':
      return ok(retirer(contenu, g.liste, g.ligne, { par: qui, le: quand.toISOString() }))
    case 'retablir':
      return retablir(contenu, g.retrait, appel)
    case 'revenir':
      return revenir(contenu, g, appel, { par: qui, le: quand.toISOString() })
    case 'monter':
    case 'descendre':
    case 'premier':
      return ranger(contenu, g, appel)
  }
}

/** The rank of a line is its place: taken once and none empty, whatever moves. Two people at once: the second press moves nothing, and sees the order of the first. */
function ranger(contenu: Contenu, { quoi, liste, ligne, vu }: Extract<Geste, { quoi: Rangement }>, appel: Appel): Result<Fait, RefusGeste> {
  const ici = lignesMontrees(contenu, liste)
  const de = ici.indexOf(ligne)
  if (!appel.lignes_du_plan?.rang || liste !== 'depenses' || de < 0) return err({ motif: 'geste' })
  if (marqueOrdre(ici) !== vu) return err({ motif: 'ordre', nom: motLigne(contenu, liste, ligne) })
  const la = quoi === 'premier' ? 0 : de + (quoi === 'monter' ? -1 : 1)
  const vers = Math.min(Math.max(la, 0), ici.length - 1)
  if (vers === de) return ok({ contenu, change: false })
  return ok({
    contenu: { ...contenu, lignes: { ...contenu.lignes, [liste]: ici.toSpliced(de, 1).toSpliced(vers, 0, ligne) } },
    change: true,
  })
}

/** A new lot asks for the aid; a new expense goes where its button stands, or to the only lot. */
function valeursDeDepart(contenu: Contenu, liste: string, lot: string | undefined): Record<string, readonly string[]> {
  const lots = lignesDe(contenu, 'lots')
  if (liste === 'lots') return { aide: ['oui'] }
  if (liste !== 'depenses') return {}
  const dans = lot && lots.includes(lot) ? lot : lots.length === 1 ? lots[0] : undefined
  return dans ? { lot: [dans] } : {}
}

/** The first lot takes the expenses that were typed before it. */
function ajouterUne(contenu: Contenu, g: Extract<Geste, { quoi: 'ajouter' }>, appel: Appel): Result<Fait, RefusGeste> {
  // lots would share the ranks out
  if (g.liste === 'lots' && appel.lignes_du_plan?.rang) return err({ motif: 'geste' })
  const nouvelles = Array.from({ length: g.nombre ?? 1 }, (_, i) => (i === 0 ? g.ligne : ligneNommee(g.ligne, `${i}`)))
  const cellules = valeursDeDepart(contenu, g.liste, g.lot)
  const r = ajouter(
    contenu,
    g.liste,
    nouvelles.map(ligne => ({ ligne, cellules })),
    appel,
  )
  if (!r.ok || !r.value.change || g.liste !== 'lots' || lignesDe(contenu, 'lots').length > 0) return r
  const rangees = lignesDe(contenu, 'depenses').map(d => [champCellule('depenses', d, 'lot'), g.ligne])
  return ok({ ...r.value, contenu: { ...r.value.contenu, valeurs: { ...r.value.contenu.valeurs, ...Object.fromEntries(rangees) } } })
}

/** Done once, however often the page is sent: its rows are named by the page. */
function importer(
  contenu: Contenu,
  g: Extract<Geste, { quoi: 'importer' }>,
  appel: Appel,
  quand: Pick<Retrait, 'par' | 'le'>,
): Result<Fait, RefusGeste> {
  const premiere = g.lignes[0]?.ligne ?? ''
  const connue = lignesDe(contenu, g.liste).includes(premiere) || contenu.retraits.some(r => r.lignes.some(l => l.ligne === premiere))
  if (connue) return ok({ contenu, change: false })
  const lots = ajouter(g.retrait ? vider(contenu, g.liste, g.retrait, quand) : contenu, 'lots', g.lots ?? [], appel)
  return lots.ok ? ajouter(lots.value.contenu, g.liste, g.lignes, appel) : lots
}

function ajouter(contenu: Contenu, liste: string, nouvelles: Nouvelles, appel: Appel): Result<Fait, RefusGeste> {
  const connues = new Set([...lignesDe(contenu, liste), ...contenu.retraits.flatMap(r => r.lignes.map(l => l.ligne))])
  const vraies = nouvelles.filter(n => estLigne(n.ligne) && !connues.has(n.ligne))
  if (vraies.length === 0) return ok({ contenu, change: false })
  const lignes = [...lignesDe(contenu, liste), ...vraies.map(n => n.ligne)]
  const max = lignesMax(liste, appel)
  if (lignes.length > max) return err({ motif: 'trop_de_lignes', liste, max })
  const valeurs = { ...contenu.valeurs }
  const illisibles = { ...contenu.illisibles }
  const lots = lignesDe(contenu, 'lots').map(code => ({ code, libelle: '' }))
  for (const n of vraies)
    for (const colonne of colonnesDe(liste, appel, lots)) {
      const nom = champCellule(liste, n.ligne, colonne.nom)
      const lu = lireChamp(colonne, n.cellules[colonne.nom] ?? [])
      if ('valeur' in lu) valeurs[nom] = lu.valeur
      else if ('illisible' in lu) illisibles[nom] = lu.illisible
    }
  return ok({ contenu: { ...contenu, valeurs, illisibles, lignes: { ...contenu.lignes, [liste]: lignes } }, change: true })
}
