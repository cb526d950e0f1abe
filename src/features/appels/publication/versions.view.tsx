import type { Child } from 'hono/jsx'
import { paths } from '../../../paths.ts'
import { Alert, Badge, EmptyState } from '../../../ui/blocs.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import { type Couverture, SansSignataire, type Signataire, Trous } from '../../agents/index.ts'
import type { AppelListe, VersionListee } from '../versions.queries.ts'
import type { AvertissementAccepte } from './accord.rules.ts'
import { Ajouter, Erreurs, type Refus } from './ajouter.view.tsx'
import type { Reprenable } from './annonce.queries.ts'
import { Reprise } from './quand.view.tsx'
import { Acceptes } from './remarques.view.tsx'

/** Calls of the guichet with the state of each, and the way to add one. */
export const AppelsAdminPage = ({ site, appels, refus }: { site: Site; appels: readonly AppelListe[]; refus?: Refus | undefined }) => (
  <Page
    site={site}
    titre="Appels et versions"
    large
    erreur={!!refus}
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Appels et versions' }]}
  >
    <h1 class="fr-h2">Appels et versions</h1>
    <div class="gt-actions gt-actions--simple">
      <a class="fr-btn" href={paths.studio.accueil}>
        Préparer un appel dans le studio
      </a>
      <a class="fr-link" href={paths.administration.reglages}>
        Réglages du guichet
      </a>
      <a class="fr-link" href={paths.administration.agents}>
        Personnes et rôles
      </a>
      <a class="fr-link" href={paths.administration.journal}>
        Journal du guichet
      </a>
    </div>
    {refus && <Erreurs refus={refus} />}
    <Tableau
      legende="Appels du guichet"
      legendeCachee
      vide={<EmptyState titre="Aucun appel.">Préparez le premier dans le studio.</EmptyState>}
      lignes={appels}
      colonnes={[
        { titre: 'Appel', cellule: a => <a href={paths.administration.appel(a.slug)}>{a.versions[0]?.titre ?? a.slug}</a> },
        { titre: 'Identifiant', cellule: a => a.slug },
        { titre: 'Version publiée', cellule: a => publiee(a) },
        {
          titre: 'Dernière version',
          cellule: a =>
            a.versions[0] ? [`Version\u00a0${a.versions[0].numero} `, <EtatVersion version={a.versions[0]} courante={enVigueur(a)} />] : '',
        },
      ]}
    />
    <Ajouter action={paths.administration.appels} titre="Ajouter un appel écrit ailleurs" refus={refus} />
  </Page>
)

export const enVigueur = (a: AppelListe) => a.versions.find(v => v.publieeLe)

function publiee(a: AppelListe): Child {
  const v = enVigueur(a)
  if (!v?.publieeLe) return 'Aucune'
  return (
    <span>
      Version&nbsp;{v.numero}, <Time instant={v.publieeLe} />
    </span>
  )
}

/** One piece: on a phone each part of a cell has its line, which would begin with the comma. */
const Quand = ({ le, par }: { le: Date; par: string | null | undefined }) => (
  <span>
    <Time instant={le} />
    {par && `, ${par}`}
  </span>
)

const EtatVersion = ({ version, courante }: { version: VersionListee; courante: VersionListee | undefined }) => {
  if (version.prevueLe)
    return (
      <>
        <Badge ton="info">Programmée</Badge> <Time instant={version.prevueLe} />
      </>
    )
  if (!version.publieeLe)
    return (
      <Badge ton={courante && courante.numero > version.numero ? 'neutre' : 'info'}>
        {courante && courante.numero > version.numero ? 'Remplacée avant d’être publiée' : 'Brouillon'}
      </Badge>
    )
  return version.numero === courante?.numero ? <Badge ton="success">{'En\u00a0vigueur'}</Badge> : <Badge>Remplacée</Badge>
}

/** One call: its versions, what to do with each, and the way to add the next. */
export const AppelAdminPage = ({
  site,
  appel,
  couverture,
  accords = [],
  signataires = [],
  reprenable,
  refus,
  faite,
}: {
  site: Site
  appel: AppelListe
  /** The warnings with which the version in force was published, and why. */
  accords?: readonly AvertissementAccepte[] | undefined
  /** Of a published call: who instructs it. */
  couverture: Couverture | undefined
  signataires?: readonly Signataire[] | undefined
  /** The version that may still be taken back. */
  reprenable?: Reprenable | undefined
  refus?: Refus | undefined
  faite?: string | undefined
}) => {
  const courante = enVigueur(appel)
  return (
    <Page
      site={site}
      titre={`${appel.versions[0]?.titre ?? appel.slug}, versions`}
      large
      erreur={!!refus}
      ariane={[
        { libelle: 'Accueil', href: paths.accueil },
        { libelle: 'Appels et versions', href: paths.administration.appels },
        { libelle: appel.versions[0]?.titre ?? appel.slug },
      ]}
    >
      <h1 class="fr-h2">{appel.versions[0]?.titre ?? appel.slug}</h1>
      {faite && (
        <Alert ton="success" reponse petit>
          <p>{faite}</p>
        </Alert>
      )}
      {refus && <Erreurs refus={refus} />}
      {courante && (
        <div class="fr-mt-2w fr-mb-3w">
          <BoutonPost action={paths.studio.reprise} class="fr-btn" champs={{ appel: appel.slug, tel: 'quel' }}>
            Préparer une nouvelle version dans le studio
          </BoutonPost>
        </div>
      )}
      {reprenable && <Reprise slug={appel.slug} r={reprenable} />}
      {couverture && <Trous couverture={couverture} slug={appel.slug} />}
      {couverture && <SansSignataire signataires={signataires} slug={appel.slug} />}
      <p>
        {courante ? (
          <a href={paths.appels.voir(appel.slug)}>Voir la page que le public lit (version&nbsp;{courante.numero})</a>
        ) : (
          'Le public ne voit pas encore cet appel.'
        )}
      </p>
      <p>
        <a href={paths.administration.personnes(appel.slug)}>Qui instruit quoi</a>
      </p>
      {courante && (
        <p>
          <a href={paths.administration.releves(appel.slug)}>Relevés des dossiers</a>, <a href={bordDe(appel.slug)}>tableau de bord</a>,{' '}
          <a href={paths.administration.enveloppes(appel.slug)}>enveloppes</a>,{' '}
          <a href={paths.administration.notifications(appel.slug)}>notifications</a>,{' '}
          <a href={paths.administration.fermeture(appel.slug)}>fermer avant sa fin</a>,{' '}
          <a href={paths.conservation.archive(appel.slug)}>archive</a>
        </p>
      )}
      <Tableau
        legende="Versions"
        lignes={appel.versions}
        colonnes={[
          { titre: 'Version', cellule: v => `Version\u00a0${v.numero}` },
          { titre: 'État', cellule: v => <EtatVersion version={v} courante={courante} /> },
          { titre: 'Ajoutée', cellule: v => <Quand le={v.creeeLe} par={v.creeePar} /> },
          { titre: 'Publiée', cellule: v => (v.publieeLe ? <Quand le={v.publieeLe} par={v.publieePar} /> : 'Non') },
          { titre: 'Empreinte SHA-256', cellule: v => <code title={v.sha256}>{v.sha256.slice(0, 12)}…</code> },
          { titre: 'Actions', cellule: v => <Actions slug={appel.slug} version={v} courante={courante} /> },
        ]}
      />
      {courante && accords.length > 0 && <Acceptes numero={courante.numero} accords={accords} />}
      <Ajouter action={paths.administration.versions(appel.slug)} titre="Ajouter une version" refus={refus} />
    </Page>
  )
}

const bordDe = (appel: string) => `${paths.instruction.bord}?${new URLSearchParams({ appel })}`

const Actions = ({ slug, version, courante }: { slug: string; version: VersionListee; courante: VersionListee | undefined }) => (
  <>
    <a href={paths.administration.apercu(slug, version.numero)}>
      Aperçu<span class="fr-sr-only"> de la version {version.numero}</span>
    </a>
    {!version.publieeLe && !(courante && courante.numero > version.numero) && (
      <>
        <br />
        <a href={paths.administration.publication(slug, version.numero)}>
          Comparer et publier<span class="fr-sr-only"> la version {version.numero}</span>
        </a>
      </>
    )}
  </>
)
