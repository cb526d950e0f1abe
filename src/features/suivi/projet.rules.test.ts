import { expect, it } from 'vitest'
import { acteInitial, aSigner, enAttente } from './projet.rules.ts'

const avenant = (id: string, sens: 'accorde' | 'refuse' | null, retireLe: Date | null = null) => ({ id, sens, retireLe })

it('une demande d’avenant attend tant que personne ne l’a décidée ni retirée', () => {
  const retiree = avenant('retirée', null, new Date('2022-03-01T10:00:00Z'))
  expect(enAttente([avenant('accordée', 'accorde'), avenant('refusée', 'refuse'), retiree])).toBeUndefined()
  expect(enAttente([retiree, avenant('nouvelle', null)])?.id).toBe('nouvelle')
})

it('l’acte d’un lauréat n’est pas un avenant, et un avenant à signer n’est pas l’acte', () => {
  const acte = { nature: 'arrete', signeLe: null }
  const signe = { nature: 'avenant', signeLe: '2022-03-01' }
  const attend = { nature: 'avenant', signeLe: null }
  expect([acteInitial([signe, acte]), acteInitial([attend])]).toEqual([acte, undefined])
  expect([aSigner([acte, signe, attend]), aSigner([acte, signe])]).toEqual([attend, undefined])
})
