import type { Child } from 'hono/jsx'
import type { Role } from '../../contexte.ts'
import { Badge, EmptyState } from '../../ui/blocs.tsx'
import { FileField, TextArea } from '../../ui/champs.tsx'
import { Cle, Formulaire } from '../../ui/form.tsx'
import { formatTaille, Pagination } from '../../ui/liens.tsx'
import { Fichiers } from '../../ui/listes.tsx'
import { Empreintes } from '../../ui/machines.tsx'
import { Time } from '../../ui/texte.tsx'
import { listeFormats, TYPES_FICHIER } from '../fichiers/index.ts'
import type { LecteurDuFil, MessageDuFil } from './fil.queries.ts'
import { FICHIERS_PAR_MESSAGE, MESSAGE_MAX, TAILLE_FICHIER_MESSAGE } from './message.rules.ts'

/** Roles that write for the service. */
const ROLES: Partial<Record<Role['role'], string>> = {
  referent_departemental: 'Référent départemental',
  referent_regional: 'Référent régional',
  administrateur: 'Administration du guichet',
}

export type FilVue = {
  messages: readonly MessageDuFil[]
  lecteur: LecteurDuFil
  /** The service that instructs: to the project its people are a role in it, not a name. */
  service: string
  vide: Child
  adressePiece: (id: string) => string
  suivants?: string | undefined
  debut?: string | undefined
}

/** What porteur and service wrote to each other, the latest first. */
export const Fil = (p: FilVue) => (
  <>
    {p.messages.length === 0 ? (
      <EmptyState titre="Aucun message.">{p.vide}</EmptyState>
    ) : (
      <ol class="gt-echanges">
        {p.messages.map(m => (
          <UnMessage m={m} p={p} />
        ))}
      </ol>
    )}
    <Empreintes de={p.messages.flatMap(m => m.pieces)} />
    {(p.suivants || p.debut) && (
      <Pagination position="Du plus récent au plus ancien" debut={p.debut} suivants={p.suivants} nom="Pages des messages" />
    )}
  </>
)

const UnMessage = ({ m, p }: { m: MessageDuFil; p: FilVue }) => {
  const duService = m.cote === 'service'
  const envoye = duService === (p.lecteur.cote === 'service')
  return (
    <li class={`gt-echange${envoye ? ' gt-echange--envoye' : ''}`} id={`message-${m.id}`}>
      <div class="gt-echange__qui">
        <strong>{qui(m, p)}</strong>
        <span class="gt-sous">{precision(m, p)}</span>
        {m.nouveau && <Badge ton="new">Non lu</Badge>}
      </div>
      <p class="gt-texte">{m.texte}</p>
      {m.pieces.length > 0 && <Fichiers fichiers={m.pieces.map(x => ({ nom: x.nom, href: p.adressePiece(x.id), octets: x.taille }))} />}
      <p class="gt-sous">
        <Time instant={m.ecritLe} />
        {envoye && (m.lu ? `, lu par ${duService ? 'le porteur ou un partenaire' : 'le service'}` : ', pas encore lu')}
      </p>
    </li>
  )
}

const roleDe = (m: MessageDuFil) => m.roles.map(r => ROLES[r]).find(r => r !== undefined) ?? 'Service'
function qui(m: MessageDuFil, { lecteur }: FilVue): string {
  if (m.auteurId === lecteur.compteId) return 'Vous'
  if (m.cote === 'service') return lecteur.cote === 'service' ? m.auteur : roleDe(m)
  return m.structure ?? 'Structure du projet'
}
function precision(m: MessageDuFil, { lecteur, service }: FilVue): string {
  if (m.auteurId === lecteur.compteId) return ''
  if (m.cote === 'service') return lecteur.cote === 'service' ? roleDe(m) : service
  return m.cote === 'partenaire' ? `${m.auteur}, partenaire` : m.auteur
}

export type ErreursMessage = { texte?: string; fichier?: string }
type EcrireProps = { action: string; cle: string; titre: string; aide: string; texte?: string | undefined; errors: ErreursMessage }
/** The form of a message. `cle` tells one sending from the same one repeated. */
export const Ecrire = ({ action, cle, titre, aide, texte, errors }: EcrireProps) => (
  <section class="gt-ecrire" id="ecrire" aria-labelledby="ecrire-titre">
    <h2 class="fr-h6" id="ecrire-titre">
      {titre}
    </h2>
    <Formulaire action={action} fichiers>
      <Cle valeur={cle} />
      <TextArea name="texte" label="Message" hint={aide} rows={6} value={texte} error={errors.texte} maxlength={MESSAGE_MAX} />
      <FileField
        name="fichier"
        label="Joindre des fichiers"
        hint={`${listeFormats(TYPES_FICHIER)}. ${FICHIERS_PAR_MESSAGE} fichiers au plus, ${formatTaille(TAILLE_FICHIER_MESSAGE)} chacun.`}
        facultatif
        multiple
        error={errors.fichier}
      />
      <button class="fr-btn fr-btn--sm" type="submit">
        Envoyer le message
      </button>
    </Formulaire>
  </section>
)
