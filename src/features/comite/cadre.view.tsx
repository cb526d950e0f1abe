import type { PropsWithChildren } from 'hono/jsx'
import { formatHeure, formatJour, formatJourSemaine } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { Badge, Sur, type TonBadge } from '../../ui/blocs.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Typo } from '../../ui/texte.tsx'
import type { EtatSeance } from '../decret/index.ts'

export const ETATS: Record<EtatSeance, { mot: string; ton: TonBadge }> = {
  preparee: { mot: 'En préparation', ton: 'new' },
  ouverte: { mot: 'Ouverte', ton: 'success' },
  close: { mot: 'Close', ton: 'neutre' },
}

/** What surrounds the pages of a séance. */
export type CadreSeance = {
  id: string
  appel: string
  /** The name of the body, where its call gives one. */
  instance: string | undefined
  tenueLe: Date
  lieu: string
  etat: EtatSeance
}

type Props = PropsWithChildren<{
  site: Site
  cadre: CadreSeance
  /** The page, when it is not the séance's own: « Mes intérêts ». */
  page?: string | undefined
  erreur?: boolean | undefined
}>

/** Head of every page of a séance: of which call, when, where. */
export const Cadre = ({ site, cadre: c, page, erreur, children }: Props) => (
  <Page
    site={site}
    titre={`${page ?? 'Séance'}, ${c.instance ? `${c.instance}, ` : 'comité du '}${formatJour(c.tenueLe)}`}
    erreur={erreur}
    ariane={[
      { libelle: 'Accueil', href: paths.accueil },
      { libelle: 'Comité', href: paths.comite.accueil },
      ...(page
        ? [{ libelle: `Séance du ${formatJour(c.tenueLe)}`, href: paths.comite.seance(c.id) }, { libelle: page }]
        : [{ libelle: `Séance du ${formatJour(c.tenueLe)}` }]),
    ]}
  >
    <Sur>{c.instance ? `${c.appel} · ${c.instance}` : c.appel}</Sur>
    <h1 class="fr-h2 fr-mb-1w">{page ?? <Typo texte={`Séance du ${formatJour(c.tenueLe)}`} />}</h1>
    <div class="gt-seance__tete">
      <Badge ton={ETATS[c.etat].ton}>{ETATS[c.etat].mot}</Badge>
      <p>
        <Typo texte={formatJourSemaine(c.tenueLe)} /> à {formatHeure(c.tenueLe)}, {c.lieu}
      </p>
    </div>
    {children}
  </Page>
)
