import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { lireFicheComite } from '../../instruction/index.ts'
import { pieceDuDossier, servirPiece } from '../../pieces/index.ts'
import { dossierPour } from '../acte.ts'
import { cadreDe } from '../cadre.ts'
import { exigeComite, repondreRefus } from '../reponses.tsx'
import { LecturePage } from './lecture.view.tsx'

/** A dossier of the agenda, whole, and its pieces. */
export const lectureRoutes = () => router().get(paths.comite.lecture, exigeComite, lire).get(paths.comite.piece, exigeComite, piece)

const ou = (c: Ctx<'id' | 'dossier'>) => ({ seanceId: param(c, 'id'), dossierId: param(c, 'dossier') })

async function lire(c: Ctx<'id' | 'dossier'>) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lu = await dossierPour(tx, ctx, 'lire', ou(c), { verrou: false })
    if (!lu.ok) return { refus: lu.error }
    return { ...lu.value, fiche: await lireFicheComite(tx, ctx.guichetId, lu.value.inscrit.id) }
  })
  if (r.refus) return repondreRefus(c, r.refus)
  const { s, inscrit, fiche } = r
  const adressePiece = (p: { id: string }) => paths.comite.piece(s.id, inscrit.id, p.id)
  const { lecturePiece: _, ...relu } = fiche.relu
  const retour = s.instance.avis
    ? {
        href: s.etat === 'preparee' ? paths.comite.seance(s.id) : paths.comite.salleDossier(s.id, inscrit.id),
        libelle: 'Revenir à la séance',
      }
    : { href: paths.comite.grille(s.id, inscrit.id), libelle: 'Revenir à sa fiche et à ses notes' }
  return c.html(<LecturePage site={c.var.site} cadre={cadreDe(s)} dossier={inscrit} relu={{ ...relu, adressePiece }} retour={retour} />)
}

async function piece(c: Ctx<'id' | 'dossier' | 'piece'>) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lu = await dossierPour(tx, ctx, 'lire', ou(c), { verrou: false })
    if (!lu.ok) return { refus: lu.error }
    return { piece: await pieceDuDossier(tx, ctx.guichetId, lu.value.inscrit.id, param(c, 'piece')) }
  })
  if (r.refus) return repondreRefus(c, r.refus)
  return r.piece ? servirPiece(c, c.var.deps.stockage, r.piece) : c.notFound()
}
