import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { estUuid } from '../../../lib/uuid.ts'
import { paths } from '../../../paths.ts'
import { dansLePerimetre, exigeInstructeur } from '../../service/index.ts'
import { lireCadre } from '../lire-cadre.ts'
import { lireDossierInstruit } from '../lire-dossier.ts'
import { repondreRefus } from '../reponses.tsx'
import { retenirValeur } from './retenir.ts'
import { recalculer } from './valeurs.ts'
import { type SaisieValeur, ValeursPage } from './valeurs.view.tsx'

/** The values that a computed aid is made from, and those that the service retains instead. */
export const valeursRoutes = () =>
  router()
    .get(paths.instruction.valeurs, exigeInstructeur, c => page(c))
    .post(paths.instruction.valeur, exigeInstructeur, poster)

async function page(c: Ctx<'id'>, retour?: SaisieValeur, statut: 200 | 409 | 422 = 200): Promise<Response> {
  const ctx = ctxActeur(c)
  const vue = await dansLePerimetre(c, async (tx, lu) => {
    const dossier = await lireDossierInstruit(tx, ctx.guichetId, lu.ligne.dossier_id)
    const recalcul = await recalculer(tx, ctx.guichetId, dossier)
    const cadre = await lireCadre(tx, ctx, lu)
    return (
      recalcul && (
        <ValeursPage
          site={c.var.site}
          cadre={cadre}
          contenu={dossier.dossier.contenu}
          deposee={dossier.lecture.aide}
          recalcul={recalcul}
          ouvert={retour ?? (c.req.query('trancher') ? { champ: c.req.query('trancher')! } : undefined)}
          fait={c.req.query('fait') === 'valeur' && !retour ? 'La valeur est enregistrée.' : undefined}
        />
      )
    )
  })
  return vue ? c.html(vue as never, statut) : c.notFound()
}

async function poster(c: Ctx<'id' | 'code'>) {
  const corps = await c.req.parseBody({ all: true })
  const saisie = [corps.valeur ?? []].flat().filter(v => typeof v === 'string')
  const raison = texteSaisi(corps.raison)
  const vu = texteSaisi(corps.vu)
  const champ = param(c, 'code')
  const demande = { dossierId: param(c, 'id'), champ, saisie: corps.rendre === 'oui' ? null : saisie, raison, vu: estUuid(vu) ? vu : null }
  const r = await retenirValeur(ctxActeur(c), demande)
  if (r.ok) return c.redirect(`${paths.instruction.valeurs(param(c, 'id'))}?fait=valeur`, 303)
  const { error } = r
  if (error.motif === 'champ_inconnu') return c.notFound()
  if (error.motif === 'change') return page(c, { champ, saisie, raison, change: true }, 409)
  if (error.motif === 'saisie') return page(c, { champ, saisie, raison, errors: error.errors }, 422)
  return repondreRefus(c, error)
}
