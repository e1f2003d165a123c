// Lives among the components, as the exam room and the marking desk draw questions too and no feature knows another one.
export * from '@/components/question-view';
