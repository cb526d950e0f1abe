import { formatDateCivile, formatInstant } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { formatTaille } from '../../../ui/liens.tsx'
import { Empreintes } from '../../../ui/machines.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import { Perdus, remplis } from '../../../ui/perdus.tsx'
import type { Site } from '../../../ui/site.ts'
import { Typo } from '../../../ui/texte.tsx'
import { sansDoute } from '../bilans/commandes/doutes.rules.ts'
import { DoutesVus } from '../bilans/commandes/doutes.view.tsx'
import { DeclarationRelue } from '../bilans/depose.view.tsx'
import { nomPeriode } from '../periodes.ts'
import type { BilanALire, Voisins } from './lecture.queries.ts'
import { REMARQUE_MAX } from './lire-bilan.ts'
import type { ListeALire } from './lire-liste.ts'

export type LectureProps = {
  site: Site
  b: BilanALire
  liste: ListeALire
  voisins: Voisins
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
export const LecturePage = ({ site, b, liste, voisins, changements, peut, fait, refus }: LectureProps) => {
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
      <Position liste={liste} voisins={voisins} attend={b.etat === 'depose'} />
      <p class="gt-sur fr-mt-2w">
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
      {b.depot ? (
        <Depose b={b} changements={changements} />
      ) : (
        <p>
          {b.porteur} n’a pas encore déposé ce bilan, attendu le {formatDateCivile(b.echeance)}.
        </p>
      )}
      {ouvert && <Lire b={b} depot={b.depot!.rang} liste={liste} suivant={voisins.suivant !== null} refus={refus} />}
    </Page>
  )
}

/** The way back to the list, and the bilans that wait to be read before and after this one in it. */
const Position = ({
  liste,
  voisins: { rang, nombre, avant, apres },
  attend,
}: Pick<LectureProps, 'liste' | 'voisins'> & { attend: boolean }) => {
  const vers = (id: string) => paths.instruction.avecListe(paths.suivi.lecture(id), liste.dite)
  return (
    <nav class="gt-fil" aria-label="Bilans à lire">
      <p>
        <a class="fr-link fr-link--sm fr-icon-arrow-left-line fr-link--icon-left" href={liste.page}>
          <span class="fr-sr-only">Retour à la liste&nbsp;: </span>
          {liste.nom}
        </a>
      </p>
      <ul>
        {avant && (
          <li>
            <a class="fr-link fr-link--sm fr-icon-arrow-left-s-line fr-link--icon-left" rel="prev" href={vers(avant.id)}>
              <span class="fr-sr-only">Bilan précédent&nbsp;: </span>
              {avant.porteur}
            </a>
          </li>
        )}
        <li>
          {attend ? (
            <strong>
              {rang} sur {nombre} à lire
            </strong>
          ) : nombre > 0 ? (
            `Il en reste ${nombre} à lire`
          ) : (
            'Tous les bilans de la liste sont lus'
          )}
        </li>
        {apres && (
          <li>
            <a class="fr-link fr-link--sm fr-icon-arrow-right-s-line fr-link--icon-right" rel="next" href={vers(apres.id)}>
              <span class="fr-sr-only">Bilan suivant&nbsp;: </span>
              {apres.porteur}
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}

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
    <Empreintes de={[{ nom: 'Le bilan déposé', sha256: b.depot!.sha256 }]} />
  </>
)

/** One press accepts and opens the next of the list; the last has nothing after it. */
type LireProps = { b: BilanALire; depot: number; liste: ListeALire; suivant: boolean; refus: LectureProps['refus'] }
const Lire = ({ b, depot, liste, suivant, refus }: LireProps) => (
  <form
    method="post"
    action={paths.instruction.avecListe(paths.suivi.acceptation(b.id), liste.dite)}
    data-controller="envoi"
    class="fr-mt-4w"
    aria-labelledby="lire"
  >
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
      {suivant && (
        <button class="fr-btn" type="submit" name="suite" value="1">
          Accepter et suivant
        </button>
      )}
      <button class={suivant ? 'fr-btn fr-btn--secondary' : 'fr-btn'} type="submit">
        Accepter le bilan
      </button>
      <button class="fr-btn fr-btn--secondary" type="submit" formaction={paths.instruction.avecListe(paths.suivi.renvoi(b.id), liste.dite)}>
        Renvoyer au porteur
      </button>
    </div>
  </form>
)
