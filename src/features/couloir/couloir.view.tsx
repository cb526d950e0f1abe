import type { Child, PropsWithChildren } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { BoutonPost, ErrorSummary } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { Echeance } from '../../ui/texte.tsx'
import { vagueUtile } from '../cahier/index.ts'
import { Brouillon } from './brouillon.view.tsx'
import { adresseDuCouloir, type CouloirProps } from './couloir.donnees.ts'
import { Adresse, Chercher, Code, Confirmer, EnAttente } from './marches.view.tsx'
import { SiNonAidee } from './non-aidee.view.tsx'

/** The corridor: each step that is done is a line, the one to do is open below. */
export const CouloirPage = (p: CouloirProps) => {
  const { site, appel, clos, errors } = p
  const { cloture } = vagueUtile(appel, p.instant)
  return (
    <Page
      site={site}
      titre={`Commencer un dossier, ${appel.titre}`}
      erreur={Object.keys(errors).length > 0}
      ariane={[{ libelle: appel.titre, href: paths.appels.voir(appel.slug) }, { libelle: 'Commencer un dossier' }]}
    >
      <div class="gt-lecture">
        <ErrorSummary errors={errors} />
        <p class="gt-sur">
          {appel.titre}
          {cloture && !clos && (
            <>
              , clôture le <Echeance instant={cloture} />
            </>
          )}
        </p>
        <h1>Commencer un dossier</h1>
        {clos ? (
          <p>
            L’appel «&nbsp;{appel.titre}&nbsp;» est clos depuis le <Echeance instant={clos} />.{' '}
            <a href={paths.appels.liste}>Voir les appels ouverts</a>
          </p>
        ) : p.etat.ici === 'agent' ? (
          <p>Votre compte instruit les dossiers&nbsp;: il ne peut pas en déposer. Déconnectez-vous, puis revenez avec une autre adresse.</p>
        ) : (
          <ol class="gt-couloir">
            <Vous {...p} />
            <Structure {...p} />
            <Projet {...p} />
          </ol>
        )}
      </div>
    </Page>
  )
}

type MarcheProps = PropsWithChildren<{ n: number; titre: string; etat: 'faite' | 'ici' | 'loin'; changer?: Child }>
const ETATS = { faite: 'faite', ici: 'en cours', loin: 'à venir' } as const
const Marche = ({ n, titre, etat, changer, children }: MarcheProps) => (
  <li class={`gt-marche gt-marche--${etat}`} aria-current={etat === 'ici' ? 'step' : undefined}>
    <span class={`gt-marche__n${etat === 'faite' ? ' fr-icon-check-line' : ''}`} aria-hidden="true">
      {etat === 'faite' ? '' : n}
    </span>
    <div class="gt-marche__l">
      <h2 class="gt-marche__t" id={`marche-${n}`}>
        <span class="fr-sr-only">{`Étape\u00a0${n}, ${ETATS[etat]}\u00a0: `}</span>
        {titre}
      </h2>
      {changer}
    </div>
    {children}
  </li>
)

const Vous = (p: CouloirProps) => {
  const { etat, appel, saisie } = p
  if (etat.ici === 'adresse')
    return (
      <Marche n={1} titre="Vous" etat="ici">
        <Adresse {...p} />
      </Marche>
    )
  if (etat.ici === 'code')
    return (
      <Marche
        n={1}
        titre="Votre code"
        etat="ici"
        changer={
          <a class="fr-link fr-link--sm" href={adresseDuCouloir(appel.slug, { ...saisie, changer: 'adresse' })}>
            Changer<span class="fr-sr-only"> d’adresse</span>
          </a>
        }
      >
        <Code {...p} attendu={etat.attendu} />
      </Marche>
    )
  return (
    <Marche
      n={1}
      titre="Vous"
      etat="faite"
      changer={
        <BoutonPost action={paths.deconnexion} class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm">
          Changer<span class="fr-sr-only"> d’adresse</span>
        </BoutonPost>
      }
    >
      <p>{etat.courriel}</p>
    </Marche>
  )
}

const Structure = (p: CouloirProps) => {
  const { etat, appel, saisie } = p
  if (etat.ici === 'chercher')
    return (
      <Marche n={2} titre="Votre structure" etat="ici">
        <Chercher {...p} {...etat} />
      </Marche>
    )
  if (etat.ici === 'confirmer')
    return (
      <Marche
        n={2}
        titre={
          !etat.officielle && etat.parle && etat.parle.membres.length > 0 ? `${etat.structure.nom} a déjà des membres` : 'Votre structure'
        }
        etat="ici"
      >
        <Confirmer {...p} {...etat} />
      </Marche>
    )
  if (etat.ici !== 'brouillon') return <Marche n={2} titre="Votre structure" etat="loin" />
  return (
    <Marche
      n={2}
      titre="Votre structure"
      etat="faite"
      changer={
        <a class="fr-link fr-link--sm" href={adresseDuCouloir(appel.slug, { r: saisie.r, changer: 'structure' })}>
          Changer<span class="fr-sr-only"> de structure</span>
        </a>
      }
    >
      <p>{etat.structure.nom}</p>
      <SiNonAidee nonAidee={etat.nonAidee} />
      {etat.structure.etat === 'demandee' && <EnAttente structure={etat.structure.nom} parle={etat.parle} />}
    </Marche>
  )
}

const Projet = (p: CouloirProps) => {
  const { etat } = p
  if (etat.ici !== 'brouillon') return <Marche n={3} titre="Votre projet" etat="loin" />
  return (
    <Marche n={3} titre={etat.brouillons.length > 0 ? 'Un brouillon existe déjà' : 'Votre projet'} etat="ici">
      <Brouillon {...p} {...etat} />
    </Marche>
  )
}
