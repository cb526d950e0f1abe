import type { Rattachement } from '../../contexte.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Alert, Badge, EmptyState } from '../../ui/blocs.tsx'
import { Field } from '../../ui/champs.tsx'
import { FormActions, Formulaire } from '../../ui/form.tsx'
import { Rangee, Rangees } from '../../ui/listes.tsx'
import { ChampStructure } from '../../ui/structure.tsx'
import { Time } from '../../ui/texte.tsx'
import { motsDesPorteurs } from '../appels/index.ts'
import { CodeRecu } from '../comptes/index.ts'
import { adresseDuCouloir, type CouloirProps, type EtatCouloir, type QuiParle, type Saisie } from './couloir.donnees.ts'
import { aide } from './non-aidee.rules.ts'
import { SiNonAidee } from './non-aidee.view.tsx'

const FONCTION = {
  name: 'fonction',
  label: 'Votre fonction',
  hint: 'Par exemple secrétaire de mairie, maire, présidente de l’association',
  autocomplete: 'organization-title',
} as const

/** What every form of the corridor sends back, so that no step loses what another has. */
export const Garde = ({ saisie, ...plus }: { saisie: Saisie; structure?: string; autre?: boolean }) => (
  <>
    {saisie.r && <input type="hidden" name="r" value={saisie.r} />}
    {plus.structure && <input type="hidden" name="structure" value={plus.structure} />}
    {plus.autre && <input type="hidden" name="autre" value="oui" />}
  </>
)

export const Adresse = ({ appel, saisie, errors }: CouloirProps) => (
  <>
    <Formulaire action={paths.couloir.adresse(appel.slug)} aria-labelledby="marche-1">
      <Garde saisie={saisie} structure={saisie.structure} />
      <Field
        name="courriel"
        label="Votre adresse professionnelle"
        hint="Nous vous envoyons un code. Pas de mot de passe à créer."
        type="email"
        autocomplete="email"
        spellcheck={false}
        value={saisie.courriel}
        error={errors.courriel}
      />
      <FormActions principal="Recevoir un code" filet={false}>
        <a class="fr-link" href={`${paths.connexion}?${new URLSearchParams({ retour: adresseDuCouloir(appel.slug, saisie) })}`}>
          Se connecter autrement
        </a>
      </FormActions>
    </Formulaire>
  </>
)

export const Code = ({ appel, saisie, errors, boite, attendu }: CouloirProps & { attendu: string }) => (
  <div>
    <p>
      Envoyé à <b>{attendu}</b>. Écrivez-le ici, ou ouvrez le lien du message.
    </p>
    <CodeRecu action={paths.couloir.code(appel.slug)} value={saisie.code} error={errors.code}>
      <Garde saisie={saisie} structure={saisie.structure} />
    </CodeRecu>
    {boite && (
      <Alert petit>
        <p>
          Ceci est une démonstration&nbsp;: aucun courriel ne part. <a href={boite}>Ouvrez la boîte aux lettres de la démonstration.</a>
        </p>
      </Alert>
    )}
    <p class="gt-doux">
      Rien reçu après une minute&nbsp;? Regardez les indésirables, ou{' '}
      <a href={adresseDuCouloir(appel.slug, { ...saisie, changer: 'adresse' })}>demandez un autre code</a>.
    </p>
    <details class="gt-details">
      <summary>Je n’ai pas la main sur ma boîte</summary>
      <ul>
        <li>Un collègue relève cette boîte&nbsp;: demandez-lui le code, et écrivez-le ici. Il ne sert qu’à cette page.</li>
        <li>
          Vous avez une autre adresse&nbsp;: <a href={adresseDuCouloir(appel.slug, { ...saisie, changer: 'adresse' })}>prenez-la</a>. Votre
          structure vous accueillera, et vous rédigez en attendant.
        </li>
        <li>
          Personne n’ouvre plus cette boîte&nbsp;: <a href={`${paths.appels.voir(appel.slug)}#contacts`}>écrivez au service</a>.
        </li>
      </ul>
    </details>
  </div>
)

type ChercherProps = CouloirProps & Extract<EtatCouloir, { ici: 'chercher' }>
export const Chercher = ({ appel, saisie, errors, miennes, invitations, trouvees }: ChercherProps) => (
  <>
    {miennes.length > 0 && <Miennes {...{ appel, saisie, miennes }} />}
    {invitations.map(i => (
      <p>
        <a href={adresseDuCouloir(appel.slug, { r: saisie.r, structure: i.id })}>Vous êtes invité à rejoindre {i.nom}</a>
      </p>
    ))}
    {trouvees ? (
      <Trouvees {...{ appel, saisie, trouvees }} />
    ) : (
      <p>Votre adresse ne dit pas où vous travaillez. Cherchez {motsDesPorteurs.aChercher(appel)}.</p>
    )}
    <Formulaire action={paths.couloir.structure(appel.slug)} aria-labelledby="marche-2">
      <Garde saisie={saisie} />
      <ChampStructure
        name="structure"
        id="q"
        label={trouvees ? 'Chercher autrement' : 'Nom, SIREN, RNA ou code INSEE'}
        tout
        saisie={saisie.q}
        error={errors.q ?? errors.structure}
      />
      <Field {...FONCTION} value={saisie.fonction} error={errors.fonction} />
      <FormActions principal="Continuer" filet={false}>
        <a
          class="fr-link"
          href={`${paths.structures.declarer}?${new URLSearchParams({ q: saisie.q, fonction: saisie.fonction, retour: adresseDuCouloir(appel.slug, { r: saisie.r }) })}`}
        >
          Je ne trouve pas ma structure
        </a>
      </FormActions>
    </Formulaire>
  </>
)

const Miennes = ({ appel, saisie, miennes }: Pick<CouloirProps, 'appel' | 'saisie'> & { miennes: readonly Rattachement[] }) => (
  <Rangees>
    {miennes.map(s => (
      <Rangee
        niveau={3}
        titre={s.nom}
        href={adresseDuCouloir(appel.slug, { r: saisie.r, structure: s.id })}
        note={s.etat === 'demandee' ? 'Votre demande attend d’être acceptée.' : undefined}
        badge={aide(appel, s.type) ? undefined : <Badge ton="info">Ne peut pas déposer seule</Badge>}
      />
    ))}
  </Rangees>
)

const Trouvees = ({
  appel,
  saisie,
  trouvees,
}: Pick<ChercherProps, 'appel' | 'saisie'> & { trouvees: NonNullable<ChercherProps['trouvees']> }) =>
  trouvees.length === 0 ? (
    <EmptyState titre={`Aucune structure ne ressemble à «\u00a0${saisie.q}\u00a0».`}>Vérifiez l’orthographe, ou tapez le SIREN.</EmptyState>
  ) : (
    <section aria-labelledby="trouvees">
      <h3 class="fr-h6" id="trouvees">
        {pluriel(trouvees.length, 'structure trouvée', 'structures trouvées')}
      </h3>
      <Rangees>
        {trouvees.map(t => (
          <Rangee
            niveau={4}
            titre={t.nom}
            note={`${t.detail}${t.fermee ? '. Une structure fermée ne dépose pas.' : ''}`}
            href={t.fermee ? undefined : adresseDuCouloir(appel.slug, { r: saisie.r, fonction: saisie.fonction, structure: t.id })}
            badge={aide(appel, t.type) ? undefined : <Badge ton="info">Ne peut pas déposer seule</Badge>}
          />
        ))}
      </Rangees>
    </section>
  )

/** A structure that was found: theirs, or another one. */
export const Confirmer = ({
  appel,
  saisie,
  errors,
  structure,
  nonAidee,
  parle,
  officielle,
  courriel,
}: CouloirProps & Extract<EtatCouloir, { ici: 'confirmer' }>) => {
  const attendra = !officielle && (parle?.dejaEu ?? false)
  return (
    <>
      <div class="gt-reconnu">
        <p class="gt-reconnu__nom">{structure.nom}</p>
        <p>{structure.detail}</p>
        {officielle && (
          <p class="gt-doux">Reconnue&nbsp;: {courriel} est son adresse dans l’annuaire du service public. Vous entrez sans attendre.</p>
        )}
        <SiNonAidee nonAidee={nonAidee} />
      </div>
      {attendra && <QuiParleIci parle={parle!} />}
      <Formulaire action={paths.couloir.structure(appel.slug)} aria-labelledby="marche-2">
        <Garde saisie={saisie} structure={structure.id} />
        <input type="hidden" name="vu" value="oui" />
        {saisie.fonction && !errors.fonction ? (
          <input type="hidden" name="fonction" value={saisie.fonction} />
        ) : (
          <Field {...FONCTION} value={saisie.fonction} error={errors.fonction ?? errors.q} />
        )}
        <FormActions principal={attendra ? 'Demander et continuer' : 'C’est bien ma structure'} filet={false}>
          <a class="fr-link" href={adresseDuCouloir(appel.slug, { r: saisie.r, changer: 'structure' })}>
            Une autre structure
          </a>
        </FormActions>
      </Formulaire>
      {attendra && (
        <p class="gt-doux">
          Cette personne est partie&nbsp;? <a href={paths.aide}>Dites-le au service.</a>
        </p>
      )}
    </>
  )
}

const QuiParleIci = ({ parle }: { parle: QuiParle }) => (
  <>
    {parle.membres.length > 0 && (
      <ul>
        {parle.membres.map(m => (
          <li>
            {m.fonction || 'Un membre'}, {m.initiale}…, depuis le <Time instant={m.depuis} forme="jour" />
          </li>
        ))}
      </ul>
    )}
    <p>
      {parle.membres.length > 0
        ? 'Nous leur demandons de vous accueillir.'
        : 'Plus personne n’y répond\u00a0: le service vous accueillera.'}{' '}
      {delaiEnMots(parle)} En attendant, vous rédigez&nbsp;; il ne manquera que le dépôt.
    </p>
  </>
)

/** « D’habitude, la réponse vient dans la journée. » Nothing while nobody has answered yet. */
const delaiEnMots = ({ heures }: QuiParle) =>
  heures === null
    ? ''
    : heures <= 24
      ? 'D’habitude, la réponse vient dans la journée.'
      : `D’habitude, la réponse vient en ${pluriel(Math.ceil(heures / 24), 'jour', 'jours')}.`

export const EnAttente = ({ structure, parle }: { structure: string; parle: QuiParle | undefined }) => (
  <div class="gt-attente">
    <p>
      <b>Votre accès est à confirmer par {structure}. Vous pouvez rédiger dès maintenant.</b>
    </p>
    <p class="gt-doux">{parle && delaiEnMots(parle)} Le service voit aussi votre demande. Il faudra cette réponse pour déposer.</p>
  </div>
)
