import { createHash } from 'node:crypto'
import type { Child } from 'hono/jsx'
import { confier, PHRASE_TRAVAIL } from '../../../atelier/index.ts'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { formatDateCivileCourte, instantDeParis, parseDate } from '../../../lib/dates.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { type apercus, appelsEtVersions } from '../../appels/index.ts'
import { type BrouillonEntier, brouillonDe } from '../brouillons.queries.ts'
import { lire } from '../lire-brouillon.ts'
import { BandeauApercu, type BandeauProps, PasEncorePage } from './bandeau.view.tsx'
import { type Apercu, dansLApercu } from './dans-l-apercu.ts'

/** A call as its draft says it, under the number that its next version would have. */
export type AMontrer = Parameters<(typeof apercus)['page']>[1]
export type Lu = { brouillon: BrouillonEntier; a: AMontrer | undefined; repare: boolean; panne: string | undefined }

export async function lireApercu(c: Ctx<'brouillon'>): Promise<Lu | undefined> {
  const ctx = ctxActeur(c)
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return undefined
  const { source, modifieLe } = brouillon
  const travail = await confier('montrerAppel', { source }, { pour: ctx.acteur.compteId })
  const montre = travail.ok ? travail.value : undefined
  const panne = travail.ok ? undefined : `${PHRASE_TRAVAIL[travail.error]}.`
  if (!montre) return { brouillon, a: undefined, repare: false, panne }
  const { appel, repare } = montre
  const [connu] = await enTransaction(ctx, tx => appelsEtVersions(tx, ctx.guichetId, appel.slug))
  const numero = (connu?.versions[0]?.numero ?? 0) + 1
  const sha256 = createHash('sha256').update(source).digest('hex')
  return { brouillon, a: { appel, numero, sha256, ecritLe: modifieLe }, repare, panne }
}

const texteDe = async (vue: Child | Promise<Child>) => String(await (await vue)?.toString())
const fauteDe = async (c: Ctx, { brouillon }: Lu) => (await lire(c, brouillon.source)).remarques.find(r => r.niveau === 'erreur')

/** The day that the address asks for, as it is typed again and at its noon. */
export function jourDemande(c: Ctx) {
  const jour = parseDate(texteSaisi(c.req.query('le')))
  return jour === undefined ? undefined : { le: formatDateCivileCourte(jour), instant: instantDeParis(`${jour}T12:00:00`) }
}
/** Does something at another instant: what is done alone knows it, and the request goes on at its own. */
export async function aLInstant<T>(c: Ctx, instant: Date | undefined, faire: () => Promise<T>): Promise<T> {
  const { ctx } = c.var
  if (instant) c.set('ctx', Object.create(ctx, { instant: { value: instant, enumerable: true } }))
  try {
    return await faire()
  } finally {
    c.set('ctx', ctx)
  }
}

type Options = {
  statut?: () => 200 | 422
  lu?: Lu
  essais?: BandeauProps['essais']
  avis?: string | undefined
  sansHorloge?: true
} & Pick<Apercu, 'essai' | 'reponses'>
/** A page of the preview, or why there is none yet. `sansHorloge`: its address holds answers, which another day would lose. */
export async function montrer(
  c: Ctx<'brouillon'>,
  dessiner: (a: AMontrer) => Child | Promise<Child>,
  { lu: dejaLu, essais, essai, reponses, avis, sansHorloge, statut }: Options = {},
) {
  const lu = dejaLu ?? (await lireApercu(c))
  if (!lu) return c.notFound()
  const { brouillon, a, repare, panne } = lu
  if (!a) return c.html(<PasEncorePage site={c.var.site} brouillon={brouillon} faute={await fauteDe(c, lu)} panne={panne} />)
  const jour = jourDemande(c)
  const page = await aLInstant(c, jour?.instant, async () => {
    const vue = await dessiner(a)
    return vue ? texteDe(vue) : undefined
  })
  if (page === undefined) return c.notFound()
  const horloge = sansHorloge ? undefined : { action: c.req.path, le: jour?.le }
  const bandeau = (
    <BandeauApercu
      brouillon={brouillon}
      faute={repare ? await fauteDe(c, lu) : undefined}
      horloge={horloge}
      essais={essais}
      reponses={reponses}
      avis={avis}
    />
  )
  const ici = { brouillon: brouillon.id, slug: a.appel.slug, essai, reponses, le: jour?.le }
  return c.html(dansLApercu(page, ici, await texteDe(bandeau)), statut?.())
}
