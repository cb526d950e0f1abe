import type { Centimes } from '../../../lib/euros.ts'

/** A bar of the drawing: one envelope, what is paid, a département. Cents. */
export type Barre = { cle: string; nom: string; montant: Centimes; reste?: boolean }
/** From one bar to another. */
export type Bande = { de: string; vers: string; montant: Centimes; reste?: boolean }
export type Flux = { etages: { titre: string; barres: Barre[] }[]; bandes: Bande[] }

export type PartPublique = { code: string; libelle: string; montant: Centimes; accorde: Centimes; depense: Centimes }
export type SiegePublic = { cle: string; nom: string; depense: Centimes }

const MAX_SIEGES = 8
/**
 * The money of a call from its envelopes to the registered offices of the companies: every stage adds up to what the one before gives it. `parts`: by volet, or
 * by envelope. What is not attributed, and what is left to spend, are bars of their own. Cents. Pure.
 */
export function fluxDe(territoire: string, montant: Centimes, parts: readonly PartPublique[], sieges: readonly SiegePublic[]): Flux {
  const accorde = somme(parts.map(p => p.accorde))
  const depense = somme(parts.map(p => p.depense))
  const libre = Math.max(0, montant - accorde)
  const [gardes, autres] = [sieges.slice(0, MAX_SIEGES), sieges.slice(MAX_SIEGES)]
  const vus = [...gardes, ...(autres.length > 0 ? [{ cle: 'autres', nom: 'Ailleurs', depense: somme(autres.map(a => a.depense)) }] : [])]
  // a lump sum is earned, and no order says to whom it went
  const sans = depense - somme(vus.map(s => s.depense))
  return {
    etages: [
      { titre: 'Enveloppe', barres: [{ cle: 'tout', nom: territoire, montant: accorde + libre }] },
      {
        titre: 'Ce qui est accordé',
        barres: [
          ...parts.filter(p => p.accorde > 0).map(p => ({ cle: `p-${p.code}`, nom: p.libelle, montant: p.accorde })),
          ...(libre > 0 ? [{ cle: 'libre', nom: 'Non attribué à ce jour', montant: libre, reste: true }] : []),
        ],
      },
      {
        titre: 'Ce qui en est fait',
        barres: [
          ...(depense > 0 ? [{ cle: 'paye', nom: 'Dépensé', montant: depense }] : []),
          ...(accorde > depense ? [{ cle: 'reste', nom: 'Reste à dépenser', montant: accorde - depense, reste: true }] : []),
        ],
      },
      {
        titre: 'Siège des entreprises payées',
        barres: vus.filter(s => s.depense > 0).map(s => ({ cle: `s-${s.cle}`, nom: s.nom, montant: s.depense })),
      },
    ].filter(e => e.barres.length > 0),
    bandes: [
      ...parts.filter(p => p.accorde > 0).map(p => ({ de: 'tout', vers: `p-${p.code}`, montant: p.accorde })),
      ...(libre > 0 ? [{ de: 'tout', vers: 'libre', montant: libre, reste: true }] : []),
      ...parts.flatMap(p => [
        ...(p.depense > 0 ? [{ de: `p-${p.code}`, vers: 'paye', montant: p.depense }] : []),
        ...(p.accorde > p.depense ? [{ de: `p-${p.code}`, vers: 'reste', montant: p.accorde - p.depense, reste: true }] : []),
      ]),
      ...vus.filter(s => s.depense > 0).map(s => ({ de: 'paye', vers: `s-${s.cle}`, montant: s.depense })),
      ...(sans > 0 && vus.length > 0 ? [{ de: 'paye', vers: 'sans', montant: sans, reste: true }] : []),
    ].filter(b => b.vers !== 'sans'),
  }
}
const somme = (ns: readonly number[]) => ns.reduce((s, n) => s + n, 0)

/** `lignes`: its name, as it is written beside it; `texte`: where the first of them stands. */
export type Rectangle = Barre & { x: number; y: number; hauteur: number; lignes: string[]; texte: number }
export type Ruban = { trace: string; reste: boolean }
export type Dessin = { largeur: number; hauteur: number; titres: { x: number; titre: string }[]; barres: Rectangle[]; rubans: Ruban[] }

const [LARGEUR, BARRE, HAUT, ECART, ENTRE_MOTS, UTILE] = [1180, 16, 40, 26, 10, 400]
/** Characters of a name on a line, and lines of a name, of which only the last is ever cut; points from a line to the next. */
const [LIGNE, LIGNES_MAX] = [32, 5]
export const INTERLIGNE = 17
function lignesDe(nom: string): string[] {
  const lignes: string[] = []
  for (const mot of nom.split(' ')) {
    const derniere = lignes.at(-1)
    if (derniere !== undefined && derniere.length + 1 + mot.length <= LIGNE) lignes[lignes.length - 1] = `${derniere} ${mot}`
    else lignes.push(mot.length > LIGNE ? `${mot.slice(0, LIGNE - 1)}…` : mot)
  }
  return lignes.length <= LIGNES_MAX ? lignes : [...lignes.slice(0, LIGNES_MAX - 1), `${lignes[LIGNES_MAX - 1]!.slice(0, LIGNE - 2)} …`]
}

/** Where each bar and each band is drawn: heights follow amounts, on one scale. Pure. */
export function dessinerFlux({ etages, bandes }: Flux): Dessin {
  const total = Math.max(1, ...etages.map(e => somme(e.barres.map(b => b.montant))))
  const h = (m: Centimes) => (UTILE * m) / total
  const pas = etages.length > 1 ? (LARGEUR - 280) / (etages.length - 1) : 0
  const barres = etages.flatMap((e, i) => {
    let y = HAUT
    return e.barres.map(b => {
      const lignes = lignesDe(b.nom)
      const hauteur = Math.max(1, h(b.montant))
      // under its name, the amount
      const mots = INTERLIGNE * (lignes.length + 1)
      const r = { ...b, x: Math.round(i * pas), y, hauteur, lignes, texte: y + Math.max(0, (hauteur - mots) / 2) + 13 }
      // a thin bar keeps room for its words
      y += Math.max(hauteur + ECART, mots + ENTRE_MOTS)
      return r
    })
  })
  const parCle = new Map(barres.map(b => [b.cle, b]))
  const sorties = new Map<string, number>()
  const entrees = new Map<string, number>()
  const rubans = bandes.flatMap(b => {
    const [de, vers] = [parCle.get(b.de), parCle.get(b.vers)]
    if (!de || !vers) return []
    const [s, e] = [sorties.get(b.de) ?? 0, entrees.get(b.vers) ?? 0]
    const haut = h(b.montant)
    sorties.set(b.de, s + haut)
    entrees.set(b.vers, e + haut)
    const [x0, y0, x1, y1] = [de.x + BARRE, de.y + s, vers.x, vers.y + e]
    const milieu = (x0 + x1) / 2
    const n = (v: number) => v.toFixed(1)
    const trace = `M${x0} ${n(y0)}C${milieu} ${n(y0)} ${milieu} ${n(y1)} ${x1} ${n(y1)}V${n(y1 + haut)}C${milieu} ${n(y1 + haut)} ${milieu} ${n(y0 + haut)} ${x0} ${n(y0 + haut)}Z`
    return [{ trace, reste: b.reste ?? false }]
  })
  const hauteur = Math.ceil(Math.max(HAUT, ...barres.map(b => b.y + Math.max(b.hauteur, INTERLIGNE * (b.lignes.length + 1)))) + 8)
  return { largeur: LARGEUR, hauteur, titres: etages.map((e, i) => ({ x: Math.round(i * pas), titre: e.titre })), barres, rubans }
}
