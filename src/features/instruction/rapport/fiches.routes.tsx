import { type Ctx, ctxActeur, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { rendrePdf } from '../../documents/index.ts'
import { enTeteDe } from '../../dossiers/index.ts'
import { dispositionContenu } from '../../fichiers/index.ts'
import { dansLePerimetre, exigeInstructeur, ID } from '../dossier/dans-le-perimetre.ts'
import { ficheDe } from './fiche.ts'
import { lireAnalyse } from './lire-analyse.ts'

/** The sheets of the comité, to read and print. */
export const fichesRoutes = () =>
  router().get(paths.instruction.fiche(ID), exigeInstructeur, async c => {
    const analyse = await dansLePerimetre(c as Ctx, (tx, lu) => lireAnalyse(tx, ctxActeur(c as Ctx).guichetId, lu))
    if (!analyse) return c.notFound()
    const { appel } = analyse.lu.dossier.version
    const fiche = ficheDe(analyse)
    const pdf = await rendrePdf(
      'fiche',
      {
        ...enTeteDe(appel, c.var.deps.config),
        etabliLe: analyse.rapport?.modifieLe ?? analyse.ligne.depose_le,
        appel: appel.titre,
        fiches: [fiche],
      },
      { norme: 'UA-1' },
    )
    return envoyer(c as Ctx, pdf, `fiche-${fiche.numero.toLowerCase()}.pdf`)
  })

const envoyer = (c: Ctx, pdf: Uint8Array, nom: string) =>
  c.body(pdf as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/pdf',
    'content-disposition': dispositionContenu(nom),
    'content-length': String(pdf.length),
    'cache-control': 'private, no-store',
  })
