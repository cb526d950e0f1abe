import { type Ctx, ctxActeur, router } from '../../../http.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { enTeteDe, rendrePdf } from '../../documents/index.ts'
import { entetesFichier } from '../../fichiers/index.ts'
import { dansLePerimetre, exigeInstructeur } from '../../service/index.ts'
import { ecrireFiltre, type Filtre, filtreActif, lireFiltre } from '../liste/filtres.ts'
import { ficheDe } from './fiche.ts'
import { FICHES_MAX, livretDesFiches } from './fiches.ts'
import { FichesPage } from './fiches.view.tsx'
import { lireAnalyse } from './lire-analyse.ts'

/** The sheets of the comité, to read and print: one, or those of a list. */
export const fichesRoutes = () =>
  router()
    .get(paths.instruction.fiches, exigeInstructeur, livret)
    .get(paths.instruction.fiche, exigeInstructeur, async c => {
      const analyse = await dansLePerimetre(c, (tx, lu) => lireAnalyse(tx, ctxActeur(c).guichetId, lu))
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
      return envoyer(c, pdf, `fiche-${fiche.numero.toLowerCase()}.pdf`)
    })

/** The filter of the inbox in the address; without one, what is at the comité. */
async function livret(c: Ctx) {
  const demande = lireFiltre(new URL(c.req.url).searchParams)
  const filtre = filtreActif(demande) ? demande : { ...demande, etat: ['au_comite' as const] }
  const adresse = (base: string, f: Filtre) => `${base}?${ecrireFiltre(f)}`
  const r = await livretDesFiches(ctxActeur(c), filtre, c.var.deps.config)
  if (r.ok) {
    const nom = ['fiches', dateCivile(r.value.etabliLe)].join('-')
    return envoyer(c, await rendrePdf('fiche', r.value, { norme: 'UA-1' }), `${nom}.pdf`)
  }
  return c.html(
    <FichesPage
      site={c.var.site}
      refus={r.error}
      max={FICHES_MAX}
      boite={adresse(paths.instruction.boite, filtre)}
      livret={appel => adresse(paths.instruction.fiches, { ...filtre, appel })}
    />,
  )
}

const envoyer = (c: Ctx, pdf: Uint8Array, nom: string) =>
  c.body(pdf as Uint8Array<ArrayBuffer>, 200, entetesFichier('application/pdf', nom, pdf.length))
