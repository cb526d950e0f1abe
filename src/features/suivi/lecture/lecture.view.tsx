import { formatDateCivile, formatInstant } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { formatTaille } from '../../../ui/liens.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import { Perdus, remplis } from '../../../ui/perdus.tsx'
import type { Site } from '../../../ui/site.ts'
import { Typo } from '../../../ui/texte.tsx'
import { sansDoute } from '../bilans/commandes/doutes.rules.ts'
import { DoutesVus } from '../bilans/commandes/doutes.view.tsx'
import { DeclarationRelue } from '../bilans/depose.view.tsx'
import { nomPeriode } from '../periodes.ts'
import type { BilanALire } from './lecture.queries.ts'
import { REMARQUE_MAX } from './lire-bilan.ts'

export type LectureProps = {
  site: Site
  b: BilanALire
  voisins: { avant?: string; apres?: string; nombre: number }
  changements: readonly string[]
  peut: boolean
  fait?: string | undefined
  /** A refused form: its sentence, and what was typed. */
  refus?: { phrase: string; champ: boolean; remarque: string } | undefined
}

const ETATS = {
  a_deposer: { ton: 'warning', mot: 'Pas encore déposé' },
  depose: { ton: 'info', mot: 'À lire' },
  renvoye: { ton: 'warning', mot: 'Renvoyé, à reprendre' },
  accepte: { ton: 'success', mot: 'Accepté' },
  sans_objet: { ton: 'neutre', mot: 'N’est plus attendu' },
} as const

/** A bilan as the service reads it: what changed first, what was declared, then accept it or send it back. */
export const LecturePage = ({ site, b, voisins, changements, peut, fait, refus }: LectureProps) => {
  const ouvert = b.etat === 'depose' && b.depot !== undefined && peut
  const titre = `Bilan du ${nomPeriode(b.fin, b.appel.suivi.cadence_mois).long}`
  return (
    <Page
      site={site}
      titre={`${titre}, ${b.porteur}`}
      erreur={refus?.champ}
      ariane={[
        { libelle: 'Suivi des lauréats', href: paths.suivi.portefeuille },
        { libelle: b.porteur, href: paths.suivi.dossier(b.dossierId) },
        { libelle: titre },
      ]}
    >
      <p class="gt-sur">
        {b.porteur}, dossier {b.numero}
      </p>
      <h1 class="fr-h3 fr-mb-1w">
        <Typo texte={titre} />
      </h1>
      <p>{b.titre}</p>
      <Badge ton={ETATS[b.etat].ton}>{ETATS[b.etat].mot}</Badge>
      <Nouvelles fait={fait} />
      {refus && (
        <Alert ton="error" reponse titre="Cela n’a pas été fait">
          <p>{refus.champ ? <a href="#remarque">{refus.phrase}</a> : refus.phrase}</p>
        </Alert>
      )}
      {refus && !ouvert && <Perdus perdus={remplis([{ libelle: 'Remarque au porteur', texte: refus.remarque }])} />}
      <Voisins {...voisins} />
      {b.depot ? (
        <Depose b={b} changements={changements} />
      ) : (
        <p>
          {b.porteur} n’a pas encore déposé ce bilan, attendu le {formatDateCivile(b.echeance)}.
        </p>
      )}
      {ouvert && <Lire b={b} depot={b.depot!.rang} refus={refus} />}
    </Page>
  )
}

const Voisins = ({ avant, apres, nombre }: LectureProps['voisins']) =>
  nombre === 0 ? null : (
    <nav aria-label="Bilans à lire" class="gt-pages fr-mt-2w">
      <p>{pluriel(nombre, 'autre bilan à lire', 'autres bilans à lire')}</p>
      <ul>
        {avant && (
          <li>
            <a class="fr-btn fr-btn--tertiary fr-btn--sm fr-icon-arrow-left-s-line fr-btn--icon-left" href={paths.suivi.lecture(avant)}>
              Précédent
            </a>
          </li>
        )}
        {apres && (
          <li>
            <a class="fr-btn fr-btn--tertiary fr-btn--sm fr-icon-arrow-right-s-line fr-btn--icon-right" href={paths.suivi.lecture(apres)}>
              Suivant
            </a>
          </li>
        )}
      </ul>
    </nav>
  )

const Depose = ({ b, changements }: { b: BilanALire; changements: readonly string[] }) => (
  <>
    <p class="fr-mt-2w">
      Déposé le {formatInstant(b.depot!.le)} par {b.depot!.par}
      {b.depot!.enRetard && `, après l’échéance du ${formatDateCivile(b.echeance)}`}.
    </p>
    {b.lu && (
      <p>
        {b.lu.sens === 'accepte' ? 'Accepté' : 'Renvoyé'} par {b.lu.par} le {formatInstant(b.lu.le)}
        {b.lu.remarque && <>&nbsp;: « {b.lu.remarque} »</>}.
      </p>
    )}
    <h2 class="fr-h5">Ce qui a changé</h2>
    {changements.length === 0 ? (
      <p>Rien de nouveau depuis le bilan précédent.</p>
    ) : (
      <ul class="fr-mb-3w">
        {changements.map(c => (
          <li>
            <Typo texte={c} />
          </li>
        ))}
      </ul>
    )}
    {!sansDoute(b.doutes) && (
      <Alert ton="warning" titre="Commandes à vérifier">
        <DoutesVus d={b.doutes} periode={f => nomPeriode(f, b.appel.suivi.cadence_mois).long} />
      </Alert>
    )}
    <DeclarationRelue c={b.depot!.contenu} />
    {b.pieces.length > 0 && (
      <>
        <h2 class="fr-h5">Photos, pièces et factures</h2>
        <ul>
          {b.pieces.map(p => (
            <li>
              <a href={paths.suivi.pieceLue(b.id, p.id)} data-turbo="false">
                {p.nom}
              </a>{' '}
              ({formatTaille(p.taille)})
            </li>
          ))}
        </ul>
      </>
    )}
    <p class="gt-source">Empreinte du contenu déposé (SHA-256)&nbsp;: {b.depot!.sha256}</p>
  </>
)

const Lire = ({ b, depot, refus }: { b: BilanALire; depot: number; refus: LectureProps['refus'] }) => (
  <form method="post" action={paths.suivi.acceptation(b.id)} data-controller="envoi" class="fr-mt-4w" aria-labelledby="lire">
    <h2 class="fr-h5" id="lire">
      Votre lecture
    </h2>
    <input type="hidden" name="depot" value={String(depot)} />
    <TextArea
      name="remarque"
      label="Remarque au porteur"
      hint="Facultative pour accepter. Pour renvoyer, dites ce qui est à reprendre."
      maxlength={REMARQUE_MAX}
      value={refus?.remarque ?? ''}
      error={refus?.champ ? refus.phrase : undefined}
    />
    <div class="gt-actions">
      <button class="fr-btn" type="submit">
        Accepter le bilan
      </button>
      <button class="fr-btn fr-btn--secondary" type="submit" formaction={paths.suivi.renvoi(b.id)}>
        Renvoyer au porteur
      </button>
    </div>
  </form>
)
