// `npm run agents`: who works in the guichet. `npm run agents -- donner COURRIEL ROLE [--nom "…"] [--departements 2A,2B] [--volets 1,2]` names somebody, the first
// administrateur too; `npm run agents -- retirer COURRIEL ROLE`. The guichet may be running. Ends with 1 when nothing was done, 2 when there is no guichet.
import { parseArgs } from 'node:util'
import { lireConfig } from '../src/config.ts'
import { type Agent, agentsDe, donnerRole, type RefusAgent, ROLES, retirerRole } from '../src/features/comptes/agents/agents.ts'
import { ouvrirGuichets } from './base.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    nom: { type: 'string' },
    departements: { type: 'string', default: '' },
    volets: { type: 'string', default: '' },
  },
})
const [geste = 'lister', courriel = '', role = ''] = positionals
const liste = (v: string) => v.split(',').flatMap(x => x.trim() || [])

const { guichet } = lireConfig(process.env)
const { db, guichets, fermer } = await ouvrirGuichets()
const ici = guichets.find(g => g.nom === guichet.nom) ?? guichets[0]
if (!ici) {
  console.error('Cette base n’a pas encore de guichet : lancez le programme une fois.')
  process.exit(2)
}
const ctx = { db, guichetId: ici.id, acteur: null, instant: new Date() }

const PHRASES: Record<RefusAgent['kind'], (r: RefusAgent) => string> = {
  courriel: () => `Ce n’est pas une adresse électronique : ${courriel || '(rien)'}.`,
  role: () => `Ce n’est pas un rôle : ${role || '(rien)'}. Les rôles : ${ROLES.join(', ')}.`,
  departement: r =>
    `Ces départements ne sont pas ceux du guichet : ${(r as { inconnus: string[] }).inconnus.join(', ')}. Les siens : ${guichet.territoire.departements.join(', ')}.`,
  departement_attendu: () => 'Un référent départemental a un département au moins : --departements 2A.',
  introuvable: () => `${courriel} n’a pas ce rôle.`,
}
const ou = (a: Agent) => [a.departements.join(', '), a.volets.length > 0 ? `volets ${a.volets.join(', ')}` : ''].filter(Boolean).join(', ')
const dire = (r: { ok: true } | { ok: false; error: RefusAgent }, fait: string) => {
  if (r.ok) console.log(fait)
  else console.error(PHRASES[r.error.kind](r.error))
  return r.ok ? 0 : 1
}

let code = 1
if (geste === 'lister') {
  for (const a of await agentsDe(ctx))
    console.log(`${a.courriel} : ${a.role}${ou(a) && ` (${ou(a)})`}${a.secondFacteur ? '' : ', sans second facteur encore'}`)
  code = 0
} else if (geste === 'donner') {
  const saisie = { courriel, role, departements: liste(values.departements), volets: liste(values.volets) }
  const r = await donnerRole(ctx, { ...saisie, ...(values.nom ? { nom: values.nom } : {}) }, guichet.territoire.departements)
  const suite = r.ok && r.value.nouveau ? ' Son compte est créé : qu’il demande un lien à la page de connexion.' : ''
  code = dire(r, `${courriel} est maintenant ${role}.${suite}`)
} else if (geste === 'retirer') code = dire(await retirerRole(ctx, { courriel, role }), `${courriel} n’est plus ${role}.`)
else console.error(`Geste inconnu : ${geste}. Les gestes : lister, donner, retirer.`)
await fermer()
process.exit(code)
