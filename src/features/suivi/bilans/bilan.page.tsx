import { enTransaction, nouvelId } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { type Comparateur, comparateur } from '../../../lib/comparer-textes.ts'
import { marque } from '../../../lib/empreintes.ts'
import { lireTable } from '../../../lib/table.ts'
import { paths } from '../../../paths.ts'
import type { Perdu } from '../../../ui/perdus.tsx'
import { type ConflitVu, differences } from '../../saisie/index.ts'
import { departements } from '../../structures/index.ts'
import { peutSurBilan } from '../suivi.rules.ts'
import { type BilanVu, vueBilan } from './bilan.donnees.ts'
import type { Bilan } from './bilan.ts'
import { BilanPage } from './bilan.view.tsx'
import { lireBilan } from './bilans.queries.ts'
import { commandesDuBilan } from './commandes/commandes.queries.ts'
import { champCommande, champsDe } from './declaration.rules.ts'
import { dernierDepot } from './depots.queries.ts'
import { baseDe, type Conflit, type Envoi } from './fusion.ts'
import { BilanReluPage } from './relu.view.tsx'

export const cleDe = (c: Ctx<'id' | 'bilan'>) => ({ dossierId: param(c, 'id'), bilanId: param(c, 'bilan') })

export type Ouvert = { v: BilanVu; modifiable: boolean }
/** The bilan of the address as its page shows it; nothing when it is not the reader's. */
export const ouvrirBilan = (c: Ctx<'id' | 'bilan'>, erreurs?: Record<string, string>): Promise<Ouvert | undefined> => {
  const ctx = ctxActeur(c)
  return enTransaction(ctx, async tx => {
    const b = await lireBilan(tx, ctx, cleDe(c))
    if (!b || !peutSurBilan('lire_bilan', b, b.relation)) return undefined
    const lu = { commandes: await commandesDuBilan(tx, ctx.guichetId, b.id), departements: await departements(tx) }
    return { v: vueBilan(b, ctx.instant, lu, erreurs), modifiable: peutSurBilan('remplir_bilan', b, b.relation) }
  })
}

type Retour = {
  erreurs?: Record<string, string>
  conflits?: readonly Conflit[]
  par?: string | undefined
  page?: string | undefined
  refus?: string
  /** The order that is typed asks to be checked: it may be added all the same. */
  doute?: boolean
  fait?: string | undefined
}
/** The page of a bilan being filled in, after an act that was refused or not. */
export async function rendreBilan(c: Ctx<'id' | 'bilan'>, r: Retour = {}, ouvert?: Ouvert) {
  const ctx = ctxActeur(c)
  const o = ouvert ?? (await ouvrirBilan(c, r.erreurs))
  if (!o) return c.notFound()
  const v = { ...o.v, doute: r.doute ?? false }
  const conflits = conflitsVus(v.b, r.conflits ?? [], r.par)
  const statut = conflits.length > 0 ? 409 : r.erreurs || r.refus ? 422 : 200
  return c.html(
    <BilanPage
      site={c.var.site}
      v={v}
      base={baseDe(v.b.saisie, champsDe(v.b))}
      page={r.page ?? nouvelId()}
      cle={[ctx.guichetId, ctx.acteur.compteId, v.b.dossierId, `bilan-${v.b.id}`].join('/')}
      par={v.b.modifieParId === ctx.acteur.compteId ? undefined : (v.b.modifiePar ?? undefined)}
      conflits={conflits}
      refus={r.refus}
      refuse={statut === 422}
      fait={r.fait}
    />,
    statut,
  )
}

/** The page of a bilan that no longer changes, for whoever has just sent something to it: what they had typed is on it. */
export async function bilanFige(c: Ctx<'id' | 'bilan'>, envoi?: Envoi) {
  const o = await ouvrirBilan(c)
  if (!o) return c.notFound()
  const { b } = o.v
  const perdus = envoi ? perdusDe(b, envoi) : []
  // whoever may only read it, and whoever sent what is filed already, have lost nothing
  const lecteur = b.relation !== 'porteur'
  if (lecteur || (envoi && perdus.length === 0)) return c.redirect(paths.bilans.voir(b.dossierId, b.id), 303)
  const depot = await enTransaction(c.var.ctx, tx => dernierDepot(tx, c.var.ctx.guichetId, b.id))
  return c.html(<BilanReluPage site={c.var.site} v={o.v} depot={depot} perdus={perdus} />, 422)
}

/** Fields that a form sent, where they say something else than the bilan does. */
export const perdusDe = (b: Bilan, { champs }: Envoi): Perdu[] =>
  champsDe(b)
    .filter(({ nom }) => nom !== champCommande('id'))
    .flatMap(({ nom, libelle, montre }) => {
      const saisi = champs[nom] ?? ''
      return saisi === '' || saisi === montre ? [] : [{ libelle, texte: motsDe(b)(saisi) }]
    })

/** Both versions of each field, in the words of the page. */
export function conflitsVus(b: Bilan, conflits: readonly Conflit[], par: string | undefined): ConflitVu[] {
  const comparer = comparateur()
  return conflits.map(x => conflitVu(b, x, par, comparer))
}

function conflitVu(b: Bilan, { champ, enregistre, saisi }: Conflit, par: string | undefined, comparer: Comparateur): ConflitVu {
  const mots = motsDe(b)
  return {
    nom: champ.nom,
    libelle: champ.libelle,
    par,
    ...differences(mots(enregistre), mots(saisi), comparer),
    valeurs: enregistre === '' ? [] : [enregistre],
    marque: marque(enregistre),
  }
}
const motsDe = (b: Bilan) => (t: string) =>
  lireTable(MOTS, t) ?? b.depenses.find(d => d.id === t)?.libelle ?? b.lots.find(l => l.id === t)?.libelle ?? t
const MOTS: Record<string, string> = { a_venir: 'À venir', en_cours: 'En cours', fait: 'Fait', oui: 'Oui' }
