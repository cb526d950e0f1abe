import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/**
 * Who makes each mail leave. A file that writes mails and is not here fails; so does one where a person's will sends mail to somebody else and that counts nothing.
 */
const COMPTE: Record<string, string> = {
  'partenaires/prevenir.ts': 'partenaires/associer.ts, partenaires/relancer.ts',
  'messages/service/prevenir-service.ts': 'messages/ecrire-au-service.ts',
  'agents/guichet/inviter-agent.ts': 'agents/guichet/compter-invitation.ts',
  'structures/inviter.ts': 'structures/inviter.ts',
  'structures/rejoindre.ts': 'structures/rejoindre.ts',
}
/** To oneself, counted apart, once for each dossier or membership (its key says so), by the service alone, or by the clock: no stranger chooses when and to whom. */
const AUTREMENT: Record<string, string> = {
  'abonnements/envoyer-nouvelles.ts': 'the service, to addresses that confirmed from their own mailbox',
  'abonnements/sabonner.ts':
    'anybody, to the address that they type: three a day for it, twenty an hour from one network, counted before it is written',
  'agents/guichet/prevenir.ts': 'the administration of the guichet, to those who work there',
  'ancrages/ancrer.ts': 'the clock, to the mailboxes that the guichet names',
  'comptes/lien-connexion.ts': 'five a quarter of an hour for one mailbox, under a lock',
  'comptes/noter.ts': 'to the owner of the account, who has given their second factor',
  'conservation/retention/conserver.ts': 'the clock',
  'depot/deposer.ts': 'to the members of one’s own structure and partners, for a filing',
  'depot/retirer.ts': 'once for each dossier',
  'derogations/accorder.ts': 'the service',
  'fermetures/prevenir-brouillons.ts': 'the service',
  'messages/inscrire.ts': 'the service',
  'notifications/porteur/renoncer.ts': 'once for each dossier',
  'ordre/ranger.ts': 'to a member of one’s own structure, once for each order that they gave and another replaced',
  'preselections/prevenir.ts': 'the service, once for each answer that is told',
  'rappels/courriel-rappel.ts': 'the clock',
  'appels/publication/annoncer-versions.ts': 'the clock, once for each version and person',
  'appels/publication/jouer-prevues.ts': 'the clock, once for each instant that was set',
  'avis/lien-avis.ts': 'the service, by mailbox and day, under a lock, and by guichet and day; the clock, twice for each opinion',
  'avis/rendre-avis.ts': 'once for each opinion',
  'avis/constater.ts': 'once for each opinion',
  'complements/service/ecrire-demande.ts': 'the service',
  'complements/service/prolonger-demande.ts': 'the service',
  'complements/service/rappeler.ts': 'the clock',
  'complements/service/retirer-demande.ts': 'the service',
  'instruction/dossier/affecter.ts': 'the service',
  'instruction/dossier/ouvrir.ts': 'the service',
  'instruction/groupe/prevenir.ts': 'the service',
  'instruction/releve/prevenir.ts': 'the clock',
  'instruction/interims/prevenir-interim.ts': 'the service',
  'irrecevabilite/service/prevenir.ts': 'the service',
  'delegations/prevenir.ts': 'the service and the clock; once for each thing that happens to a delegation',
  'notifications/envoyer.ts': 'the service',
  'comite/seance/composer.ts': 'the service',
  'comite/proces-verbal/signataires.ts': 'the comité',
  'studio/relecture/demander-relecture.ts': 'the service, to itself: one reading at a time of each reader, fifty a draft',
  'studio/relecture/rendre-relecture.ts': 'once for each reading',
  'signatures/rendre.ts': 'whoever signs for the call, to the mailbox of the service',
  'structures/accepter.ts': 'once for each membership',
  'structures/declarees/trancher.ts': 'the service',
  'structures/prouver.ts': 'to the person who has just been proven, once for each membership',
  'structures/retirer.ts': 'once for each membership, to a person who had asked for it',
  'suivi/bilans/deposer-bilan.ts': 'once for each filing of a bilan',
  'suivi/lecture/annoncer-bilans.ts': 'the clock',
  'suivi/lecture/lire-bilan.ts': 'the service',
  'suivi/prevenir.ts': 'once for each act of the project',
  'suivi/rappels/rappeler-bilans.ts': 'the clock',
}
const RACINE = 'src/features/'
const lire = (f: string) => readFileSync(RACINE + f, 'utf8')

it('on sait de chaque courriel qui le fait partir ; ce qu’une personne fait partir vers une autre est compté', () => {
  const ecrivent = readdirSync(RACINE, { recursive: true, encoding: 'utf8' }).filter(
    f => /\.tsx?$/.test(f) && !f.includes('.test.') && !f.startsWith('courriels/') && /\becrireCourriel\(/.test(lire(f)),
  )
  expect(ecrivent.sort()).toEqual([...Object.keys(COMPTE), ...Object.keys(AUTREMENT)].sort())
  for (const f of Object.values(COMPTE).flatMap(x => x.split(', '))) expect(lire(f), f).toMatch(/await compterEnvoi\(/)
})

it('le nom qu’une personne se donne ne s’écrit dans aucun courriel tel quel', () => {
  for (const f of Object.keys(COMPTE)) expect(lire(f), f).not.toMatch(/\$\{[^}]*acteur\.nom\}/)
})
