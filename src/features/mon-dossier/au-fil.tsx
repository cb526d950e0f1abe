import { type Ctx, ctxActeur, jsonCourt, param } from '../../http.ts'
import { comparateur } from '../../lib/comparer-textes.ts'
import { formatHeure } from '../../lib/dates.ts'
import { type Conflit, ConflitChamp, type ConflitVu, conflitVu, erreursRestantes, lireSaisie, messageGeste } from '../saisie/index.ts'
import { type Enregistre, enregistrerEtape } from './enregistrer.ts'

/**
 * As one types: the changed fields alone come in, each with the mark of what the page had shown. 200 or 409 when a colleague changed one of them
 * meanwhile (the others are saved); 409 without `enregistre` says that the dossier no longer changes.
 */
export async function enregistrerAuFil(c: Ctx<'id' | 'etape'>) {
  const { saisie } = await lireSaisie(c)
  const r = await enregistrerEtape(ctxActeur(c), { dossierId: param(c, 'id'), etape: param(c, 'etape'), saisie })
  if (!r.ok) return jsonCourt(c, { erreur: r.error.motif }, r.error.motif === 'fige' || r.error.motif === 'clos' ? 409 : 404)
  return jsonCourt(c, { enregistre: formatHeure(c.var.ctx.instant), ...suite(r.value) }, r.value.conflits.length > 0 ? 409 : 200)
}

const citer = (champs: readonly { libelle: string }[]) => champs.map(ch => `«\u00a0${ch.libelle}\u00a0»`).join(', ')

/** Ready to be put beside its field. */
const conflitRendu = (c: ConflitVu) => ({
  nom: c.nom,
  libelle: c.libelle,
  par: c.par,
  html: (<ConflitChamp conflit={c} boutons />).toString(),
})

function conflitsRendus(conflits: readonly Conflit[], parQui: string | undefined) {
  const comparer = comparateur()
  return conflits.map(x => conflitRendu(conflitVu(x, parQui, comparer)))
}

/** What the page does next: `marques` to remember, what could not be read, what is in conflict, whether the step now shows other fields. */
function suite({ dossier, marques, conflits, parQui, lecture, etape, autrement, retires, refusGeste }: Enregistre) {
  const toutLu = Object.keys(dossier.contenu.illisibles).length === 0
  const champs = toutLu ? [] : lecture.champs(etape)
  const restent = erreursRestantes(dossier.contenu, champs)
  const illisibles = champs.filter(ch => restent[ch.nom])
  return {
    revision: dossier.revision,
    marques,
    ...(illisibles.length > 0 ? { sauf: citer(illisibles) } : {}),
    ...(conflits.length > 0 ? { conflits: conflitsRendus(conflits, parQui) } : {}),
    ...(autrement || retires.length > 0 ? { autrement: true } : {}),
    ...(refusGeste ? { refus: messageGeste(refusGeste) } : {}),
  }
}
