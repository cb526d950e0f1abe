import { formatHeure, formatJourCourt } from '../../../lib/dates.ts'
import { formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { EmptyState, type Terme } from '../../../ui/blocs.tsx'
import { type Option, Select } from '../../../ui/champs.tsx'
import { DepartementInconnu } from '../../../ui/departement-inconnu.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import { Motifs } from '../../../ui/plots/dessin.tsx'
import type { Site } from '../../../ui/site.ts'
import type { Figure } from './figure.ts'
import { FigureVue } from './figure.view.tsx'
import type { Alerte as AlerteDite } from './surveiller.ts'

export type BordProps = {
  site: Site
  instant: Date
  perimetre: string
  /** Those that the reader may count; and whether the guichet has any. */
  appels: readonly { slug: string; titre: string }[]
  publies: boolean
  /** The one that is counted; none is published yet when absent. */
  appel: string | undefined
  volet: string | undefined
  departement: string | undefined
  /** The address names another, which is none of them. */
  departementInconnu: boolean
  volets: readonly Option[]
  departements: readonly Option[]
  cles: readonly Terme[]
  alertes: readonly AlerteDite[]
  figures: readonly Figure[]
  /** Whether the reader may compare calls. */
  compare: boolean
  /** Whether the reader opens dossiers: otherwise figures alone. */
  instruit: boolean
}

/** The dashboard of a call: key figures, what to look at, then one question a figure. */
export const BordPage = (p: BordProps) => (
  <Page site={p.site} titre="Tableau de bord" large skip={p.appel ? SKIP : []}>
    <Motifs />
    <div class="gt-bord-titre">
      <div>
        <h1>Tableau de bord</h1>
        <p class="gt-sous">
          {p.appels.find(a => a.slug === p.appel)?.titre} · périmètre&nbsp;: {p.perimetre} · chiffres du {formatJourCourt(p.instant)} à{' '}
          {formatHeure(p.instant)}
        </p>
      </div>
      {p.appel && <Choix {...p} />}
      {p.appel && p.compare && (
        <p>
          <a href={`${paths.instruction.comparaison}?appel=${p.appel}`}>Comparer avec un autre appel, voir qui ne dépose jamais</a>
        </p>
      )}
    </div>
    <DepartementInconnu inconnu={p.departementInconnu} />
    {p.appel ? (
      <Corps {...p} />
    ) : (
      <EmptyState titre={p.publies ? 'Aucun appel ne vous est donné.' : 'Aucun appel n’est publié.'}>
        {p.publies
          ? 'L’administration du guichet donne chaque appel à ceux qui y travaillent.'
          : 'Les chiffres d’un appel s’affichent dès sa publication.'}
      </EmptyState>
    )}
  </Page>
)

const SKIP = [
  { libelle: 'À surveiller', href: '#surveiller' },
  { libelle: 'Figures', href: '#figures' },
]

const Choix = ({ appels, appel, volet, departement, volets, departements }: BordProps) => (
  <Formulaire action={paths.instruction.bord} method="get" class="gt-filtres">
    {appels.length > 1 ? (
      <Select
        name="appel"
        label="Appel à projets"
        vide={null}
        value={appel}
        options={appels.map(a => ({ value: a.slug, label: a.titre }))}
      />
    ) : null}
    <Select name="volet" label="Volet" vide={null} value={volet ?? ''} options={[{ value: '', label: 'Tous' }, ...volets]} />
    <Select
      name="departement"
      label="Département"
      vide={null}
      value={departement ?? ''}
      options={[{ value: '', label: 'Tous' }, ...departements]}
    />
    <button class="fr-btn fr-btn--secondary" type="submit">
      Afficher
    </button>
  </Formulaire>
)

const Corps = (p: BordProps) => (
  <>
    <dl class="gt-bord-cles">
      {p.cles.map(c => (
        <div>
          <dt>{c.terme}</dt>
          <dd>
            {c.valeur}
            {c.note && <span>{c.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
    <section class="gt-bord-surveiller" id="surveiller" aria-labelledby="surveiller-h" tabindex={-1}>
      <h2 id="surveiller-h">À surveiller</h2>
      {p.alertes.length === 0 ? (
        <p>Rien à signaler.</p>
      ) : (
        <ul>
          {p.alertes.map(a => (
            <li>
              <Alerte {...a} />
              {a.note && <span class="gt-sous">{a.note}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
    <div class="gt-figures" id="figures" tabindex={-1}>
      {p.figures.map(f => (
        <FigureVue figure={f} csv={csvDe(p, f)} />
      ))}
    </div>
  </>
)

const Alerte = ({ n, quoi, href }: AlerteDite) => {
  const dit = (
    <>
      <strong>{formatNombre(n)}</strong> {quoi}
    </>
  )
  return href ? <a href={href}>{dit}</a> : dit
}

function csvDe({ appel, volet, departement }: BordProps, { code }: Figure) {
  const query = new URLSearchParams({ ...(appel && { appel }), ...(volet && { volet }), ...(departement && { departement }) })
  return `${paths.instruction.figure(code)}?${query}`
}
