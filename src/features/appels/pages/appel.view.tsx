import type { Child } from 'hono/jsx'
import { paths } from '../../../paths.ts'
import { Agir, Alert, Badge, Deux, Essentiel, Sur, SurCettePage, TempsRestant } from '../../../ui/blocs.tsx'
import { type Etape, Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Echeance, Typo } from '../../../ui/texte.tsx'
import type { Appel } from '../../cahier/index.ts'
import { type Corps, dessinerCorps } from './appel-corps.view.tsx'
import { resteEnBref, type Vecu } from './appel-reste.view.tsx'
import { faitsTexte, type Moment, momentDe } from './appels.mots.ts'
import { AvisDesParts, AvisPublic, QuandDeposer } from './quand.view.tsx'

export type AppelPageProps = {
  site: Site
  appel: Appel
  numero: number
  publieeLe: Date | null
  instant: Date
  /** Somebody signed in begins at once; others sign in first. Agents do not file. */
  peutDeposer: 'oui' | 'connexion' | 'non'
  /** Shown above everything: the preview of a version that is not published. */
  bandeau?: Child
  ariane?: readonly Etape[]
  /** Said before the title of the tab: which version this is. */
  version?: string | undefined
  /** Its text, when it is drawn already. */
  corps?: Corps
  /** What came of what it received, in words, once there are lauréats. */
  resultat?: string | undefined
  vecu?: Vecu | undefined
}

/** The call as the public reads it: every sentence from its data, every clause with its anchor. */
export const AppelPage = (p: AppelPageProps) => {
  const { appel, site } = p
  const moment = momentDe(appel, p.instant)
  const { corps = dessinerCorps(p) } = p
  const liens = corps.titres.map(({ id, titre }) => ({ libelle: titre, href: `#${id}` }))
  return (
    <Page
      site={site}
      titre={`${p.version ? `${p.version}, ` : ''}${appel.titre}, appel à projets`}
      description={appel.accroche}
      ariane={
        p.ariane ?? [
          { libelle: 'Accueil', href: paths.accueil },
          { libelle: 'Appels à projets', href: paths.appels.liste },
          { libelle: appel.titre },
        ]
      }
      skip={[{ libelle: 'Sommaire', href: '#sommaire' }]}
      bandeau={p.bandeau}
    >
      <Deux
        lecture
        nomCote="Déposer et sommaire"
        tete={<Tete appel={appel} moment={moment} vecu={p.vecu} instant={p.instant} />}
        cote={
          <>
            <Panneau {...p} moment={moment} />
            <SurCettePage liens={liens} />
          </>
        }
      >
        {corps.texte}
      </Deux>
    </Page>
  )
}

/** The badge of a call's state. */
export const EtatAppelBadge = ({ moment: { etat, quand } }: { moment: Moment }) =>
  etat === 'ouvert' ? (
    <Badge ton="success" petit={false}>
      {quand.presse ? 'Ouvert' : 'Ouvert toute l’année'}
    </Badge>
  ) : etat === 'clos' ? (
    <Badge petit={false}>Clos</Badge>
  ) : (
    <Badge ton="info" petit={false}>
      {etat === 'a_venir' ? 'À venir' : 'Entre deux périodes'}
    </Badge>
  )

const Tete = ({ appel, moment, vecu, instant }: { appel: Appel; moment: Moment; vecu: Vecu | undefined; instant: Date }) => (
  <>
    <EtatAppelBadge moment={moment} />
    <h1 class="fr-mb-1w fr-mt-1w">{appel.titre}</h1>
    {appel.sous_titre && <Sur>{appel.sous_titre}</Sur>}
    <p class="fr-text--lead">
      <Typo texte={appel.accroche} />
    </p>
    <AvisPublic appel={appel} />
    <AvisDesParts appel={appel} instant={instant} />
    {appel.description.map(d => (
      <p>
        <Typo texte={d} />
      </p>
    ))}
    <Essentiel
      faits={faitsTexte(appel, resteEnBref(vecu)).map(f => ({ terme: f.libelle, valeur: <Typo texte={f.valeur} />, note: f.note }))}
    />
  </>
)

const second = (appel: Appel) => ({
  libelle: appel.simulateur.titre,
  href: paths.eligibilite.tester(appel.slug),
  note: appel.simulateur.duree,
})

/** What to do now: file while it is open, prepare before; after the closing, see that it is closed and what came of it. */
const Panneau = ({ appel, instant, moment, peutDeposer, resultat }: AppelPageProps & { moment: Moment }) => {
  const laureats = <a href={paths.projetsAides({ appel: appel.slug })}>{resultat ?? 'Les lauréats de cet appel'}</a>
  if (moment.etat === 'clos')
    return (
      <Agir
        titre="Le dépôt est clos"
        liens={[
          laureats,
          ...(appel.calendrier.continu ? [<a href={paths.appels.nouvelles(appel.slug)}>Être prévenu s’il rouvre</a>] : []),
          <a href="#contacts">Poser une question</a>,
          <a href={paths.appels.liste}>Voir les autres appels</a>,
        ]}
      >
        <p class="gt-agir__note">
          depuis le <Echeance instant={moment.vague.cloture!} secondes={moment.vague.cloture!.getSeconds() !== 0} />, heure de Paris
        </p>
      </Agir>
    )
  const liens = resultat ? [laureats] : undefined
  if (moment.etat !== 'ouvert')
    return (
      <Agir second={second(appel)} liens={liens}>
        <TempsRestant maintenant={instant} fin={moment.vague.ouverture} suite="avant l’ouverture" />
        <p class="gt-agir__note">
          Ouverture le <Echeance instant={moment.vague.ouverture} />
          {moment.vague.cloture && (
            <>
              , clôture le <Echeance instant={moment.vague.cloture} />
            </>
          )}
          , heure de Paris
        </p>
      </Agir>
    )
  return (
    <Agir second={second(appel)} liens={liens}>
      <QuandDeposer appel={appel} moment={moment} instant={instant} />
      <Commencer slug={appel.slug} peutDeposer={peutDeposer} />
    </Agir>
  )
}

/** « Commencer un dossier », once in the page: the corridor asks what is missing, whoever comes. `reponses`: those of the simulator, which it carries. */
export const Commencer = ({
  slug,
  peutDeposer,
  reponses,
  libelle = 'Commencer un dossier',
  second,
}: {
  slug: string
  peutDeposer: AppelPageProps['peutDeposer']
  reponses?: URLSearchParams
  libelle?: string
  second?: boolean
}) =>
  peutDeposer === 'non' ? null : (
    <a
      class={second ? 'fr-link' : 'fr-btn gt-btn-plein'}
      href={`${paths.couloir.voir(slug)}${reponses && reponses.size > 0 ? `?${new URLSearchParams({ r: String(reponses) })}` : ''}`}
    >
      {libelle}
    </a>
  )

/** Above a version that the public does not read yet. */
export const BandeauApercu = ({ numero, prevueLe }: { numero: number; prevueLe?: Date | undefined }) => (
  <div class="fr-container fr-mt-2w">
    <Alert ton="warning" titre={`Aperçu, non publié\u00a0: version\u00a0${numero}`}>
      <p>Le public ne voit pas cette page. Elle se présente comme après la publication.</p>
      {prevueLe && (
        <p>
          Publication programmée pour le <Echeance instant={prevueLe} />.
        </p>
      )}
    </Alert>
  </div>
)

/** The same of a draft that somebody was asked to read. */
export const BandeauRelecture = ({ retour }: { retour: string }) => (
  <div class="fr-container fr-mt-2w">
    <Alert ton="warning" titre={'À relire\u00a0: pas encore publié'}>
      <p>
        Le public ne voit pas cette page. <a href={retour}>Rendre ma relecture</a>
      </p>
    </Alert>
  </div>
)
