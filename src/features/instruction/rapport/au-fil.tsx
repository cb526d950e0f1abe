import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, jsonCourt, param } from '../../../http.ts'
import { comparateur } from '../../../lib/comparer-textes.ts'
import { formatHeure } from '../../../lib/dates.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { ConflitChamp, differences, lireSaisie } from '../../saisie/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { ecrireRapport } from './enregistrer.ts'
import { type Conflit, fusionner, marque } from './fusion.ts'
import { champsDe, type Grille, libelleChamp, motChamp } from './grille.rules.ts'
import { lireAnalyse } from './lire-analyse.ts'
import { refusSaisie } from './saisie.ts'

/** What a page sends of the report while one types: the changed fields, the mark of what each showed, and those of which one keeps one's own version. */
type Frappe = {
  dossierId: string
  champs: Readonly<Record<string, string>>
  base: Readonly<Record<string, string>>
  miennes: readonly string[]
}
type Enregistre = {
  grille: Grille
  revision: number
  /** The mark of each field as it is saved now. */
  marques: Record<string, string>
  conflits: readonly Conflit[]
  par: string
  /** Fields that cannot be saved as they are, by their words. */
  sauf: readonly string[]
}

/** Saves the fields that may be, one by one: what somebody else changed meanwhile, and what cannot be read, keeps no other from being saved. */
const enregistrerChamps = (ctx: ContexteActeur, d: Frappe): Promise<Result<Enregistre, RefusInstruction | { motif: 'termine' }>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'rapporter', d.dossierId)
    if (!lu.ok) return lu
    const analyse = await lireAnalyse(tx, ctx.guichetId, lu.value)
    const { rapport, grille, contenu: avant } = analyse
    if (rapport?.termine) return err({ motif: 'termine' })
    const connus = new Set(champsDe(grille))
    const envoyes = Object.fromEntries(Object.entries(d.champs).filter(([n]) => connus.has(n)))
    const vus = Object.fromEntries(Object.keys(envoyes).map(n => [n, d.miennes.includes(n) ? marque(avant[n]) : (d.base[n] ?? '')]))
    const errors = refusSaisie(analyse, { champs: envoyes, vus })
    const lisibles = sans(envoyes, Object.keys(errors))
    const { conflits } = fusionner(avant, { champs: lisibles, vus })
    const champs = sans(
      lisibles,
      conflits.map(c => c.champ),
    )
    const { contenu, change } = fusionner(avant, { champs, vus })
    await ecrireRapport(tx, ctx, { analyse, contenu, version: rapport?.version ?? lu.value.ligne.version, change })
    return ok({
      grille,
      revision: (rapport?.revision ?? 0) + (change ? 1 : 0),
      marques: Object.fromEntries(Object.keys(champs).map(n => [n, marque(contenu[n])])),
      conflits,
      par: rapport?.modifiePar ?? '',
      sauf: Object.keys(errors).map(n => libelleChamp(grille, n)),
    })
  })

const sans = (champs: Readonly<Record<string, string>>, retires: readonly string[]) =>
  Object.fromEntries(Object.entries(champs).filter(([n]) => !retires.includes(n)))

const STATUTS: Readonly<Record<string, 403 | 404 | undefined>> = { introuvable: 404, interdit: 403 }

/** As one types: 409 when a colleague changed one of the fields meanwhile (the others are saved), or when the report no longer changes. */
export async function enregistrerAuFil(c: Ctx<'id'>) {
  const { saisie } = await lireSaisie(c)
  const champs = Object.fromEntries(Object.entries(saisie.champs).map(([n, v]) => [n, [v].flat()[0] ?? '']))
  // a radio that is let go sends nothing: its mark says that it was on its way
  for (const n of Object.keys(saisie.base ?? {})) champs[n] ??= ''
  const miennes = Object.entries(saisie.choix ?? {}).flatMap(([n, v]) => (v === 'mienne' ? [n] : []))
  const r = await enregistrerChamps(ctxActeur(c), { dossierId: param(c, 'id'), champs, base: saisie.base ?? {}, miennes })
  if (!r.ok) {
    const { motif } = r.error
    return jsonCourt(c, { erreur: motif === 'introuvable' || motif === 'interdit' ? motif : 'fige' }, STATUTS[motif] ?? 409)
  }
  const { grille, revision, marques, conflits, par, sauf } = r.value
  const corps = {
    enregistre: formatHeure(c.var.ctx.instant),
    revision,
    marques,
    ...(sauf.length > 0 ? { sauf: sauf.join(', ') } : {}),
    ...(conflits.length > 0 ? { conflits: conflits.map(x => conflitEnvoye(grille, x, par)) } : {}),
  }
  return jsonCourt(c, corps, conflits.length > 0 ? 409 : 200)
}

function conflitEnvoye(grille: Grille, { champ, enregistre, saisi }: Conflit, par: string) {
  const libelle = libelleChamp(grille, champ)
  const mots = (v: string) => motChamp(grille, champ, v)
  const conflit = {
    nom: champ,
    libelle,
    par,
    ...differences(mots(enregistre), mots(saisi), comparateur()),
    valeurs: enregistre === '' ? [] : [enregistre],
    marque: marque(enregistre),
  }
  return { nom: champ, libelle, par, html: (<ConflitChamp conflit={conflit} boutons />).toString() }
}
